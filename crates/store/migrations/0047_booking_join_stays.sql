-- The stays of every name in a meeting's log, and whose name it is: somebody who came by two devices at
-- once, or of whom two logs tell, was there once. `minutes` are those that a log states without hours.
-- A name that is somebody's stays for as long as the minutes do; the others go when the register is closed.

alter table booking_join add column stays text not null default '[]';
alter table booking_join add column person_id {id} references person_record (id);
