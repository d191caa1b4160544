-- A message about a place carries the entry of a calendar, which goes as its words go: when it is sent
-- or of no more use. And an address from which mail came back says so, until mail arrives there again
-- or its owner says that it is right: so that nobody waits for words that cannot reach them.

alter table notice_outbox add column calendar text;

alter table person_email add column returned_at {instant};
