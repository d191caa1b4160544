//! Tries the demo on a real database: stepping in, one's own page, and nobody else's.
//!
//! Owns the crawl as each mentor. It never makes up a page.

use std::{collections::BTreeSet, sync::Arc};

use actions::{
    Platform, Surroundings, import::Manner, policy::PROGRAMMES, programme::import_programme,
};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::Timestamp;
use sample::scratch::{Scratch, engines, scratch};
use tower::ServiceExt;

/// The demo's routes on a filled database, which stays as long as this value.
struct Whole {
    routes: Router,
    _database: Scratch,
}

struct Page {
    status: StatusCode,
    location: String,
    cookie: String,
    text: String,
}

impl Whole {
    async fn filled() -> Whole {
        let database = scratch(engines()[0]).await.expect("a database");
        let now: Timestamp = "2025-11-18T10:00:00Z".parse().expect("a written instant");
        let count = std::sync::atomic::AtomicU64::new(1);
        let surroundings = Surroundings {
            now: Arc::new(move || now),
            chance: Arc::new(move |bytes: &mut [u8]| {
                let next = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                for (byte, from) in bytes.iter_mut().zip(next.to_be_bytes().into_iter().cycle()) {
                    *byte = from;
                }
            }),
        };
        let platform = Platform::new(database.store.clone(), surroundings).expect("sound policies");
        for (_, text) in PROGRAMMES {
            import_programme(&platform, &platform.operator(), text, Manner::default())
                .await
                .expect("a programme");
        }
        sample::fill(&database.store, sample::SEED, &mut |_| {})
            .await
            .expect("filled");
        Whole {
            routes: web::demo(platform),
            _database: database,
        }
    }

    async fn ask(&self, request: Request<Body>) -> Page {
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
            cookie: header(header::SET_COOKIE)
                .split(';')
                .next()
                .unwrap_or_default()
                .to_owned(),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    async fn get(&self, path: &str, cookie: &str) -> Page {
        let request = Request::get(path)
            .header(header::COOKIE, cookie)
            .body(Body::empty());
        self.ask(request.expect("a request")).await
    }

    async fn step_in(&self, form: &str) -> Page {
        let request = Request::post("/demo/step-in")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(form.to_owned()));
        self.ask(request.expect("a request")).await
    }
}

/// Every value of a hidden field with a name, in the order of the page.
fn hidden(page: &str, name: &str) -> Vec<String> {
    let mark = format!("name=\"{name}\" value=\"");
    page.split(&mark)
        .skip(1)
        .filter_map(|rest| rest.split('"').next().map(str::to_owned))
        .collect()
}

/// Every address of this house to which a page links.
fn links(page: &str) -> BTreeSet<String> {
    page.split("href=\"/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(|rest| format!("/{}", rest.split('#').next().unwrap_or_default()))
        .collect()
}

#[tokio::test]
async fn every_mentor_steps_in_and_every_link_of_theirs_leads_somewhere() {
    let whole = Whole::filled().await;
    let front = whole.get("/", "").await;
    assert_eq!(front.status, StatusCode::OK);
    let people = hidden(&front.text, "person");
    assert_eq!(people.len(), 64, "36 and 28 mentors");
    for person in people {
        let stepped = whole.step_in(&format!("person={person}")).await;
        assert_eq!(
            (stepped.status, stepped.location.as_str()),
            (StatusCode::SEE_OTHER, "/standing")
        );
        let first = whole.get("/standing", &stepped.cookie).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER);
        let page = whole.get(&first.location, &stepped.cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{}", first.location);
        assert!(
            page.text.contains("<h1>Your training</h1>"),
            "{}",
            first.location
        );
        for link in links(&page.text) {
            let led = whole.get(&link, &stepped.cookie).await;
            assert!(led.status.is_success(), "{link}: {}", led.status);
        }
    }
}

#[tokio::test]
async fn nobody_opens_a_page_that_is_not_theirs() {
    let whole = Whole::filled().await;
    let front = whole.get("/", "").await;
    let person = hidden(&front.text, "person").swap_remove(0);
    let stepped = whole.step_in(&format!("person={person}")).await;
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
        "person=",
        "person=7",
        "person=00000000-0000-0000-0000-000000000000",
    ] {
        let page = whole.step_in(form).await;
        assert!(page.status.is_client_error(), "{form}: {}", page.status);
        assert!(page.cookie.is_empty(), "{form}");
    }
}
