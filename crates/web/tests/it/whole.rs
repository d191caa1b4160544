//! Tries the demo on a real database: stepping in, one's own page, and nobody else's.
//!
//! Owns the crawl as each mentor. It never makes up a page.

mod address;
mod again;
mod evidence;
mod group;
mod imports;
mod insight;
mod invite;
mod map;
mod mentor;
mod notice;
mod passkey;
mod policy;
mod quality;
mod send;
mod sign_in;
mod watched;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
};

use actions::{
    Doors, Platform, Surroundings, import::Manner, policy::PROGRAMMES, programme::import_programme,
};
use axum::{
    Router,
    body::Body,
    http::{HeaderName, Request, StatusCode, header},
};
use domain::Timestamp;
use sample::scratch::{Scratch, engines, scratch, scratch_of};
use tokio::sync::OnceCell;
use tower::ServiceExt;
use web::demo::Demo;

/// The demo's routes on a filled database, which stays as long as this value.
pub struct Whole {
    pub platform: Platform,
    routes: Router,
    database: Scratch,
}

/// The platform on a database, by a clock that the tests wind and numbers that are counted.
fn begun(database: &Scratch, count: Arc<AtomicU64>) -> (Platform, Arc<AtomicI64>) {
    let now: Timestamp = "2025-11-18T10:00:00Z".parse().expect("a written instant");
    let clock = Arc::new(AtomicI64::new(now.as_second()));
    let wound = clock.clone();
    let surroundings = Surroundings {
        now: Arc::new(move || {
            Timestamp::from_second(clock.load(Ordering::Relaxed)).expect("an instant")
        }),
        chance: Arc::new(move |bytes: &mut [u8]| {
            let next = count.fetch_add(1, Ordering::Relaxed);
            for (byte, from) in bytes.iter_mut().zip(next.to_be_bytes().into_iter().cycle()) {
                *byte = from;
            }
        }),
    };
    let platform = Platform::new(database.store.clone(), surroundings).expect("sound policies");
    (platform, wound)
}

/// The filled database, made once and copied by every test, and how many numbers it took.
async fn sample() -> &'static (Vec<u8>, u64) {
    static SAMPLE: OnceCell<(Vec<u8>, u64)> = OnceCell::const_new();
    let filled = SAMPLE.get_or_init(|| async {
        let database = scratch(engines()[0]).await.expect("a database");
        let count = Arc::new(AtomicU64::new(1));
        let (platform, _) = begun(&database, count.clone());
        for file in PROGRAMMES {
            import_programme(&platform, &platform.operator(), *file, Manner::default())
                .await
                .expect("a programme");
        }
        sample::fill(&database.store, sample::SEED, &mut |_| {})
            .await
            .expect("filled");
        let bytes = database.into_bytes().await.expect("its bytes");
        (bytes, count.load(Ordering::Relaxed))
    });
    filled.await
}

pub struct Page {
    pub status: StatusCode,
    pub location: String,
    pub cookie: String,
    pub forgets: String,
    pub text: String,
}

impl Whole {
    pub async fn filled() -> Whole {
        let (bytes, count) = sample().await;
        let database = scratch_of(bytes).await.expect("a database");
        let (platform, wound) = begun(&database, Arc::new(AtomicU64::new(*count)));
        let demo = Demo {
            wind: Arc::new(move |day| {
                let noon = format!("{day}T12:00:00Z");
                let noon: Timestamp = noon.parse().expect("noon of a day");
                wound.store(noon.as_second(), Ordering::Relaxed);
            }),
            worth_a_visit: Vec::new(),
        };
        Whole {
            routes: web::demo(platform.clone(), demo),
            platform,
            database,
        }
    }

    /// The same as an installation, into which nobody steps: people sign in.
    pub async fn installed() -> Whole {
        let mut whole = Whole::filled().await;
        whole.routes = web::installation(whole.as_installed());
        whole
    }

    /// The platform behind the doors of an installation.
    pub fn as_installed(&self) -> Platform {
        self.platform.clone().behind(Doors {
            public_url: "https://mentors.example".to_owned(),
            demo: false,
            sender: "alongside@mentors.example".to_owned(),
        })
    }

    /// Every text of a column, as it is kept.
    pub async fn kept(&self, table: &str, column: &str) -> Vec<String> {
        let mut tx = self.database.store.read().await.expect("a transaction");
        let rows = sample::scratch::texts(&mut tx, table, column).await;
        rows.expect("rows")
    }

    pub async fn ask(&self, request: Request<Body>) -> Page {
        let answer = self
            .routes
            .clone()
            .oneshot(request)
            .await
            .expect("it never fails");
        let (parts, body) = answer.into_parts();
        let header = |name| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
                .to_owned()
        };
        let bytes = axum::body::to_bytes(body, usize::MAX)
            .await
            .expect("a body");
        Page {
            status: parts.status,
            location: header(header::LOCATION),
            forgets: header(HeaderName::from_static("clear-site-data")),
            cookie: header(header::SET_COOKIE)
                .split(';')
                .next()
                .unwrap_or_default()
                .to_owned(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn get(&self, path: &str, cookie: &str) -> Page {
        let request = Request::get(path)
            .header(header::COOKIE, cookie)
            .body(Body::empty());
        self.ask(request.expect("a request")).await
    }

    pub async fn step_in(&self, form: &str) -> Page {
        self.post("/demo/step-in", "", form).await
    }

    /// The cookie of the first whom the front page offers a seat that ends so, such as ` school Y75`.
    pub async fn seated(&self, seat: &str) -> String {
        let ending = seat.replace(' ', "+");
        let front = self.get("/", "").await;
        let parts = offered(&front.text);
        let part = parts.iter().find(|part| part.ends_with(&ending));
        self.step_in(part.expect("such a seat is offered"))
            .await
            .cookie
    }

    /// The cookie of the partnership officer of a provider.
    pub async fn office(&self, code: &str) -> String {
        self.seated(&format!(" office {code}")).await
    }

    /// The cookie of whoever is found first by a name.
    pub async fn mentor(&self, name: &str) -> String {
        let found = self.get(&format!("/?q={name}"), "").await;
        self.step_in(&offered(&found.text)[0]).await.cookie
    }
}

/// What the first hidden field of a name carries.
pub fn field(page: &str, name: &str) -> String {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1);
    let value = rest.and_then(|rest| rest.split('"').next());
    value.expect("the field is there").to_owned()
}

/// Everybody whom the front page offers, as the press sends them.
pub fn offered(page: &str) -> Vec<String> {
    page.split("name=\"part\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|part| format!("part={}", part.replace(' ', "+")))
        .collect()
}

/// The most links of one shape that are followed: a list leads to fifty pages of one kind.
const OF_A_SHAPE: usize = 3;

/// The addresses of this house to which a page links, a few of every shape.
fn links(page: &str) -> BTreeSet<String> {
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    let all: BTreeSet<String> = page
        .split("href=\"/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|rest| format!("/{}", rest.split('#').next().unwrap_or_default()))
        .map(|link| link.replace("&amp;", "&"))
        .collect();
    let few = move |link: &String| {
        let path = link.split('?').next().unwrap_or_default();
        let words = path.split('/');
        let shape = words.map(|word| {
            if word.len() > 5 && word.ends_with(|end: char| end.is_ascii_hexdigit()) {
                "*"
            } else {
                word
            }
        });
        let seen = shapes
            .entry(shape.collect::<Vec<_>>().join("/"))
            .or_default();
        *seen += 1;
        *seen <= OF_A_SHAPE
    };
    all.into_iter().filter(few).collect()
}

#[tokio::test]
async fn everybody_on_the_front_page_steps_in_and_every_link_of_theirs_leads_somewhere() {
    let whole = Whole::filled().await;
    let front = whole.get("/", "").await;
    assert_eq!(front.status, StatusCode::OK);
    let offered = offered(&front.text);
    assert!(offered.len() >= 16, "{} are offered", offered.len());
    for part in offered {
        let stepped = whole.step_in(&part).await;
        assert_eq!(stepped.status, StatusCode::SEE_OTHER, "{part}");
        let page = whole.get(&stepped.location, &stepped.cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{}", stepped.location);
        for link in links(&page.text) {
            let led = whole.get(&link, &stepped.cookie).await;
            let well = led.status.is_success() || led.status.is_redirection();
            assert!(well, "{part}: {link}: {}", led.status);
        }
    }
}

#[tokio::test]
async fn a_name_with_accents_is_found_without_them() {
    let whole = Whole::filled().await;
    let found = whole.get("/?q=edith", "").await;
    assert!(found.text.contains("Édith Marchand"));
    assert!(
        whole
            .get("/?q=copperfield", "")
            .await
            .text
            .contains("Amina Rahman")
    );
    assert!(whole.get("/?q=%00%ff", "").await.status.is_success());
}

#[tokio::test]
async fn the_clock_is_moved_and_the_pages_follow() {
    let whole = Whole::filled().await;
    let found = whole.get("/?q=ivan+petrov", "").await;
    let stepped = whole.step_in(&offered(&found.text)[0]).await;
    let moved = |on: &str| format!("on={on}&back=%2Fstanding%2Fy75");
    let back = whole
        .post("/demo/clock", &stepped.cookie, &moved("2024-11-13"))
        .await;
    assert_eq!(
        (back.status, back.location.as_str()),
        (StatusCode::SEE_OTHER, "/standing/y75")
    );
    let page = whole.get("/standing/y75", &stepped.cookie).await;
    assert!(page.text.contains("Wednesday 13 November 2024"));
    for wrong in ["2031-01-01", "2025-02-30", "", "%00"] {
        let page = whole
            .post("/demo/clock", &stepped.cookie, &moved(wrong))
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(
            page.text.contains("Wednesday 13 November 2024"),
            "it still stands"
        );
    }
    let away = "on=2025-11-18&back=%2F%2Fevil.example";
    let back = whole.post("/demo/clock", &stepped.cookie, away).await;
    assert_eq!(back.location, "/");
}

#[tokio::test]
async fn who_has_no_seat_on_the_day_is_led_to_the_front_page() {
    let whole = Whole::filled().await;
    let found = whole.get("/?q=tom+bryce", "").await;
    let stepped = whole.step_in(&offered(&found.text)[0]).await;
    let moved = "on=2024-11-13&back=%2Fstanding%2Fy75";
    let back = whole.post("/demo/clock", &stepped.cookie, moved).await;
    assert_eq!(back.location, "/", "he begins in September 2025");
}

#[tokio::test]
async fn a_foreign_name_for_this_machine_shows_nothing() {
    let whole = Whole::filled().await;
    let request = Request::get("/")
        .header(header::HOST, "evil.example:8080")
        .body(Body::empty());
    let page = whole.ask(request.expect("a request")).await;
    assert_eq!(page.status, StatusCode::MISDIRECTED_REQUEST);
    assert!(
        page.text
            .contains("This demo answers on its own machine alone")
    );
    assert!(!page.text.contains("Amina"));
}

#[tokio::test]
async fn nobody_opens_a_page_that_is_not_theirs() {
    let whole = Whole::filled().await;
    let front = whole.get("/", "").await;
    let stepped = whole.step_in(&offered(&front.text)[0]).await;
    let theirs = whole.get("/standing", &stepped.cookie).await.location;
    let other = if theirs == "/standing/l51" {
        "/standing/y75"
    } else {
        "/standing/l51"
    };
    for path in [
        other,
        "/standing/zzz",
        "/standing/..%2f..%2fetc",
        "/standing/l51/1",
    ] {
        let page = whole.get(path, &stepped.cookie).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    let strangers = [
        "alongside_demo=nobody",
        "alongside_demo=00000000-0000-0000-0000-000000000000",
        "=",
    ];
    for cookie in strangers {
        let page = whole.get(&theirs, cookie).await;
        assert!(
            !page.status.is_success() && !page.status.is_server_error(),
            "{cookie}: {}",
            page.status
        );
    }
    for form in [
        "",
        "part=",
        "part=1+2+3",
        "person=",
        "person=7",
        "person=00000000-0000-0000-0000-000000000000",
    ] {
        let page = whole.step_in(form).await;
        assert!(page.status.is_client_error(), "{form}: {}", page.status);
        assert!(page.cookie.is_empty(), "{form}");
    }
}
