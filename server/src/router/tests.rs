use std::task::Waker;

use http_body::Frame;
use sansmith::protocol::{Protocol, RestJson1};
use sansmith::schema::Schema;
use sansmith::{Service, operation};
use tower_service::Service as _;

use super::*;

static LAMPS: Service = Service::new("Lamp", "LampService", "2026-01-01");
static GLOW: operation::Schema = operation::Schema::new(&LAMPS, "Glow", "POST", "/glow");
static PLAIN: Schema = Schema::structure("Plain", &[]);

/// A body whose client goes away.
struct Cut;

impl HttpBody for Cut {
    type Data = Bytes;
    type Error = ();

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, ()>>> {
        Poll::Ready(Some(Err(())))
    }
}

/// A router that takes bodies of three bytes; with an operation, if `has_operation` is set.
fn router(has_operation: bool) -> RouterService {
    let mut router = Router::new()
        .options(Options::new().size(3))
        .request_ids(|| "r-1".to_owned());
    if has_operation {
        let spec = const { &RestJson1::SPEC };
        router.add(Facts::new(spec, &GLOW, Some(&PLAIN), None));
    }
    router.build()
}

/// Status, request id and error code of an answer.
fn answer<B>(service: &RouterService, body: B) -> (u16, String, String)
where
    B: HttpBody<Data: Send, Error: Send> + Send + 'static,
{
    let mut answering = service.clone().call(Request::new(body));
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Ok(response)) = answering.as_mut().poll(&mut context) else {
        panic!("the answer needs no IO");
    };
    let header = |name: &str| {
        let value = response
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    (
        response.status().as_u16(),
        header("x-amzn-requestid"),
        header("x-amzn-errortype"),
    )
}

#[test]
fn a_refused_body_has_a_request_id() {
    let service = router(true);
    let refused = |status, code: &str| (status, "r-1".to_owned(), code.to_owned());
    let large = answer(&service, "long".to_owned());
    assert_eq!(large, refused(413, "RequestEntityTooLarge"));
    let cut = answer(&service, Cut);
    assert_eq!(cut, refused(400, "SerializationException"));
    let unknown = answer(&service, "abc".to_owned());
    assert_eq!(unknown, refused(404, "UnknownOperationException"));
}

#[test]
fn a_router_without_operations_has_the_status_of_the_reason() {
    let service = router(false);
    assert_eq!(answer(&service, "long".to_owned()).0, 413);
    assert_eq!(answer(&service, Cut).0, 400);
    assert_eq!(answer(&service, "abc".to_owned()).0, 404);
}
