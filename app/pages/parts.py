"""Everything that pages are made of, in every state. Only while developing."""

from fastapi import APIRouter, Request, Response

from app.errors import NotFound
from app.settings import settings
from app.web.forms import Form, FormModel
from app.web.pages import page

router = APIRouter()


@router.get("/parts", name="parts")
def show(request: Request) -> Response:
    if settings().production:
        raise NotFound
    fine: Form[FormModel] = Form()
    faults = {"what": "Say what one person will do.", "scale": "Choose one."}
    wrong: Form[FormModel] = Form(typed={"what": "Nurses"}, errors=faults)
    return page(request, "parts/all.html", fine=fine, wrong=wrong)
