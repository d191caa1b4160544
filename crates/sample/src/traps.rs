//! Names each trap that is laid in the sample, so that a test can step into it.
//!
//! Owns the numbers of those concerned: a TRN each. It never lays a trap itself.

use domain::{Date, Minutes, partnership::Urn};
use jiff::civil::date;

/// Amina Rahman, Copperfield Primary School: 60 of the 90 minutes of `coaching` are recognised,
/// and 4 h 30 min of 15 h remain.
pub const AMINA: &str = "9900001";

/// Tom Bryce, mathematics, Fulford Moor School: new this year, was at the first conference day.
pub const TOM: &str = "9900002";

/// Ivan Petrov: met the initial requirement last year, refreshes this year.
pub const IVAN: &str = "9900003";

/// A mentor with two e-mail addresses; the second is [`SECOND_ADDRESS`].
pub const TWO_ADDRESSES: &str = "9900004";

/// The second address of that mentor.
pub const SECOND_ADDRESS: &str = "ros.ferrier@home.example";

/// Two people called Sarah Hughes at one school. The second TRN begins with zeros.
pub const SAME_NAME: [&str; 2] = ["9900005", "0099006"];

/// An attendance under [`HELD_REFERENCE`] is held by L51; Y75 recognises it.
pub const HELD_ELSEWHERE: &str = "9900007";

/// The reference of that attendance.
pub const HELD_REFERENCE: &str = "L51-mentoring-2025-10-02";

/// 15 h 50 min in one year with Y75, of which 15 h can be claimed.
pub const FIFTEEN_FIFTY: &str = "9900008";

/// The minutes of that mentor.
pub const FIFTEEN_FIFTY_MINUTES: Minutes = Minutes(950);

/// First trained with L51 on [`RULE_CHANGED_BEGAN`]; on 13 November 2024 the rule changed.
pub const RULE_CHANGED: &str = "9900009";

/// The first day of that mentor.
pub const RULE_CHANGED_BEGAN: Date = date(2024, 10, 1);

/// Works at [`FRINGE_SCHOOL`].
pub const IN_THE_FRINGE: &str = "9900010";

/// A school in Watford, in the fringe of London.
pub const FRINGE_SCHOOL: Urn = Urn(900_011);

/// A conference day of 6 h was corrected to 5 h, with a reason.
pub const CORRECTED: &str = "9900011";

/// An entry waits for somebody to vouch for it.
pub const WAITING: &str = "9900012";

/// On [`LONG_DAY_ON`] the two books hold 9 h together.
pub const LONG_DAY: &str = "9900013";

/// The day of that mentor.
pub const LONG_DAY_ON: Date = date(2025, 10, 8);

/// Moved from [`MOVED_FROM`] to [`MOVED_TO`] on [`MOVED_ON`].
pub const MOVED: &str = "9900014";

/// The school before.
pub const MOVED_FROM: Urn = Urn(900_019);

/// The school after.
pub const MOVED_TO: Urn = Urn(900_017);

/// The first day at the school after.
pub const MOVED_ON: Date = date(2025, 1, 6);

/// A recognition holds until [`EXPIRES_ON`] and no longer.
pub const EXPIRES: &str = "9900015";

/// The last day of that recognition.
pub const EXPIRES_ON: Date = date(2025, 11, 30);

/// Trained in July 2025; the minutes count for the claims of 2025 to 2026.
pub const COUNTS_FOR_COMING_YEAR: &str = "9900016";

/// A school that closed; [`SUCCESSOR`] took its place.
pub const CLOSED_SCHOOL: Urn = Urn(900_022);

/// The school that took its place.
pub const SUCCESSOR: Urn = Urn(900_023);

/// One person entered twice at one school, the second time without a TRN and without an accent.
/// The second number is never kept: it only tells the two apart while the sample is made.
pub const TWICE: [&str; 2] = ["9900019", "9900020"];

/// The name on the second record. It has two entries of its own.
pub const TWICE_CALLED: (&str, &str) = ("Zofia", "Krol");

/// Two supporting teachers of one family name at one school, with the same mailbox at two hosts:
/// they look like one person and are two. Neither has a TRN.
pub const LOOK_ALIKE: [(&str, &str); 2] = [("Niamh", "Fairclough"), ("Neil", "Fairclough")];

/// The school of those two.
pub const LOOK_ALIKE_AT: Urn = Urn(900_034);

/// A school of which the register tells no district, so that its funding area is not known.
pub const AREA_UNKNOWN: Urn = Urn(900_043);

/// Still listed at [`CLOSED_SCHOOL`].
pub const AT_CLOSED_SCHOOL: &str = "9900021";

/// Trained on the two Sundays on which the clocks change.
pub const CLOCK_CHANGE: &str = "9900022";

/// The Sundays of that mentor.
pub const CLOCK_CHANGES: [Date; 2] = [date(2025, 3, 30), date(2025, 10, 26)];

/// Two mentors who share one student teacher.
pub const JOB_SHARE: [&str; 2] = ["9900023", "9900024"];

/// A mentor who was replaced, and by whom, on [`REPLACED_ON`].
pub const REPLACED: [&str; 2] = ["9900025", "9900026"];

/// The first day of the mentor after.
pub const REPLACED_ON: Date = date(2025, 11, 10);

/// Says that the imported history is not right.
pub const QUESTIONED: &str = "9900027";

/// Have yet to say whether their imported history is right: Ivan Petrov, and the mentor with two
/// addresses.
pub const UNANSWERED: [&str; 2] = [IVAN, TWO_ADDRESSES];

/// The third provider with whom the schools of the trust work. It has no programme here.
pub const THIRD_PROVIDER: &str = "E42";

/// A lead partner: listed, but not accredited, so that nobody's minutes can be held with it.
pub const LEAD_PARTNER: &str = "2A7";

/// A student teacher who has no mentor at a school of the trust.
pub const WITHOUT_MENTOR: (&str, &str) = ("Jonah", "Farrant");

/// A student teacher whose employer is the school.
pub const SALARIED: (&str, &str) = ("Leticia", "Amoah");

/// A student teacher whose placement runs although nobody has confirmed the start gate.
pub const GATE_OPEN: (&str, &str) = ("Corin", "Blythe");
