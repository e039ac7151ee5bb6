using PagoDigitale.NodeSimulator.BizEvents;
using PagoDigitale.NodeSimulator.Gateway;
using PagoDigitale.NodeSimulator.Payments;

namespace PagoDigitale.NodeSimulator;

/// <summary>What the simulator can be asked, at its own address: whoever opens it in a browser or with curl needs no other page.</summary>
internal static class Guide
{
    public static void MapGuide(this WebApplication app)
    {
        app.MapGet("/", (HttpRequest request) => Results.Text(Text($"{request.Scheme}://{request.Host}"), "text/plain; charset=utf-8"));
        app.MapFallback(
            "{*path}",
            (HttpRequest request) =>
                Results.Problem($"There is no {request.Method} {request.Path}: GET / lists every call.", statusCode: 404)
        );
    }

    private static string Text(string address) =>
        $$$"""
            PagoDigitale node simulator: plays the pagoPA node, the PSPs and the treasurer.
            Answers are JSON unless said otherwise; what cannot be done answers problem details with the reason.

            POST /payments
                Pays notices: paVerifyPaymentNotice, paGetPaymentV2, paSendRTV2. Answers a report; unexpectedCount is 0 when every answer of
                the station was the expected one.
                  nodeUrl, idPa, idBroker, idStation   the station's address, the organization, its broker, the station (required)
                  notices                              1 to 100000 (required), each with
                    noticeNumber                         18 digits (required)
                    pspId                                who takes the money; otherwise three PSPs take turns
                    paidAt                               when, as in 2026-03-02T09:30:00+01:00; otherwise spread over days, or now
                    fault                                what goes wrong, one of: {{{string.Join(", ", Faults.All)}}}
                    amountCents                          what the receipt tells, with the fault {{{Faults.WrongAmount}}}
                  version                              1 for paGetPayment and paSendRT; 2 when absent
                  days                                 days the payments are spread over, as in ["2026-03-02"]
                  pspIds                               the PSPs that take turns
                  parallelism                          1 to 64 payments at a time; 8 when absent
                  subscriptionKey                      sent to the node services as Ocp-Apim-Subscription-Key

                curl {{{address}}}/payments -H 'Content-Type: application/json' -d '{
                  "nodeUrl": "http://127.0.0.1:5080/node/15376371009_01",
                  "idPa": "77777777777", "idBroker": "15376371009", "idStation": "15376371009_01",
                  "notices": [{"noticeNumber": "301000000000000144"}]
                }'

            POST /receipts/release?organization=
                Sends the receipts that the fault {{{Faults.LateReceipt}}} kept back; of every organization when none is named.

                curl -X POST '{{{address}}}/receipts/release?organization=77777777777'

            GET /fdr?organization=
                The rendicontazioni of an organization (required): one for each PSP, account and regulation day, with what was paid so far.

                curl '{{{address}}}/fdr?organization=77777777777'

            GET /fdr/{flussoId}/xml
                One of them, as the official XML: what uploadRendicontazione takes.

                curl -O -J '{{{address}}}/fdr/2026-03-03BPROITMM-S000000001/xml'

            POST /fdr/{flussoId}/revise
                The PSP corrects it: {"dropIur": "…"} leaves a payment out, {"changeAmount": {"iur": "…", "amountCents": 1}} changes one,
                {} tells what was really paid. The flow keeps its id and gets a later dataOraFlusso.

                curl '{{{address}}}/fdr/2026-03-03BPROITMM-S000000001/revise' -H 'Content-Type: application/json' -d '{"dropIur": "…"}'

            POST /fdr/{flussoId}/publish
                The service for organizations tells of it anew: {"publishedAt": "2026-03-03T08:00:00Z"} as if it had been then, {} now.

                curl '{{{address}}}/fdr/2026-03-03BPROITMM-S000000001/publish' -H 'Content-Type: application/json' -d '{}'

            DELETE /fdr/{flussoId}
                The service for organizations lists it no more and does not find it, until it is published or revised. All else stays.

                curl -X DELETE '{{{address}}}/fdr/2026-03-03BPROITMM-S000000001'

            GET /fdr-org/service/v1/organizations/{organizationId}/fdrs?publishedGt=&flowDate=&pspId=&page=&size=
                The service of pagoPA for organizations (fdr-org 1.2): the flows published in the last 30 days, in that order.
                  publishedGt   only those published after this instant
                  flowDate      only those made by their PSP after this instant
                  pspId         only those of this PSP
                  page          from 1; 1 when absent
                  size          1 to 1000; 1000 when absent

                curl '{{{address}}}/fdr-org/service/v1/organizations/77777777777/fdrs?publishedGt=2026-03-03T08:00:00Z'

            GET /fdr-org/service/v1/organizations/{organizationId}/fdrs/{fdr}/revisions/{revision}/psps/{pspId}
                The header of a revision, the newest or an earlier one.

                curl {{{address}}}/fdr-org/service/v1/organizations/77777777777/fdrs/2026-03-03BPROITMM-1/revisions/1/psps/BPROITMM

            GET /fdr-org/service/v1/organizations/{organizationId}/fdrs/{fdr}/revisions/{revision}/psps/{pspId}/payments?page=&size=
                Its payments.

                curl {{{address}}}/fdr-org/service/v1/organizations/77777777777/fdrs/2026-03-03BPROITMM-1/revisions/1/psps/BPROITMM/payments

            GET /fdr-organizations.yaml
                What these three answer, as an OpenAPI document.

                curl {{{address}}}/fdr-organizations.yaml

            POST /fdr-org/subscription-key
                They ask for this key as Ocp-Apim-Subscription-Key from now on; {} asks for none, as in the beginning.

                curl {{{address}}}/fdr-org/subscription-key -H 'Content-Type: application/json' -d '{"subscriptionKey": "…"}'

            POST /fdr-org/fault
                What they do wrong from now on, in the place of what was played before.
                  fault               one of: {{{string.Join(", ", ServiceFaults.OfPages)}}} (required)
                  times               how many answers it spoils; until it is taken back when absent
                  retryAfterSeconds   of {{{ServiceFaults.TooManyRequests}}}; 1 when absent
                  delayMilliseconds   of {{{ServiceFaults.Slow}}}; 1000 when absent

                curl {{{address}}}/fdr-org/fault -H 'Content-Type: application/json' \
                    -d '{"fault": "{{{ServiceFaults.HalfPage}}}", "times": 1}'

            DELETE /fdr-org/fault
                Nothing is wrong any more.

                curl -X DELETE {{{address}}}/fdr-org/fault

            POST /aca/v1/paCreatePosition
                The archive of notices of pagoPA (ACA): creates a notice or replaces what was told of it; amount 0 closes it for good.
                  paFiscalCode, entityType, entityFiscalCode, entityFullName, iuv, amount, description, expirationDate   (required)
                  nav                                                                                   3 and the iuv when absent
                  iban, postalIban, switchToExpired, payStandIn                                         as aca.yaml says

                curl {{{address}}}/aca/v1/paCreatePosition -H 'Content-Type: application/json' -d '{
                  "paFiscalCode": "77777777777", "entityType": "F", "entityFiscalCode": "RSSMRA80A01H501U",
                  "entityFullName": "Mario Rossi", "iuv": "01000000000000144", "nav": "301000000000000144", "amount": 13000,
                  "description": "Quota 2026", "expirationDate": "2026-12-31T22:59:59Z"
                }'

            GET /aca/positions?paFiscalCode=&nav=&page=&size=
                What it knows of the notices of an organization, in the order in which it was told of them first: the last write and all of
                them, as they were accepted.
                  paFiscalCode   whose (required)
                  nav            only this notice
                  page           from 1; 1 when absent
                  size           1 to 1000; 1000 when absent

                curl '{{{address}}}/aca/positions?paFiscalCode=77777777777&nav=301000000000000144'

            DELETE /aca/positions
                It forgets all of them.

                curl -X DELETE {{{address}}}/aca/positions

            GET /aca.yaml
                What paCreatePosition takes and answers, as an OpenAPI document.

                curl {{{address}}}/aca.yaml

            POST /aca/subscription-key
                This key is asked for as Ocp-Apim-Subscription-Key from now on; {} asks for none, as in the beginning.

                curl {{{address}}}/aca/subscription-key -H 'Content-Type: application/json' -d '{"subscriptionKey": "…"}'

            POST /aca/fault
                What paCreatePosition does wrong from now on, in the place of what was played before.
                  fault               one of: {{{string.Join(", ", ServiceFaults.OfAny)}}} (required)
                  times               how many answers it spoils; until it is taken back when absent
                  retryAfterSeconds   of {{{ServiceFaults.TooManyRequests}}}; 1 when absent
                  delayMilliseconds   of {{{ServiceFaults.Slow}}}; 1000 when absent

                curl {{{address}}}/aca/fault -H 'Content-Type: application/json' \
                    -d '{"fault": "{{{ServiceFaults.DropAfter}}}", "times": 1}'

            DELETE /aca/fault
                Nothing is wrong any more.

                curl -X DELETE {{{address}}}/aca/fault

            GET /bizevents/service/v1/organizations/{organizationfiscalcode}/receipts/{iur}
                The service of pagoPA for receipts (Biz Events): what was paid to a notice of the organization, delivered or kept back. Each
                key has {{{BizEventsService.CallsMax}}} calls in 60 minutes.

                curl {{{address}}}/bizevents/service/v1/organizations/77777777777/receipts/0123456789abcdef0123456789abcdef

            GET /bizevents/service/v1/organizations/{organizationfiscalcode}/receipts/{iur}/paymentoptions/{iuv}
                The same, where it is of this IUV.

                curl {{{address}}}/bizevents/service/v1/organizations/77777777777/receipts/0123…/paymentoptions/01000000000000144

            GET /biz-events.yaml
                What these two answer, as an OpenAPI document.

                curl {{{address}}}/biz-events.yaml

            POST /bizevents/subscription-key
                This key is asked for as Ocp-Apim-Subscription-Key from now on; {} asks for none, as in the beginning.

                curl {{{address}}}/bizevents/subscription-key -H 'Content-Type: application/json' -d '{"subscriptionKey": "…"}'

            POST /bizevents/fault
                What these two do wrong from now on, in the place of what was played before.
                  fault               one of: {{{string.Join(", ", ServiceFaults.OfAny)}}} (required)
                  times               how many answers it spoils; until it is taken back when absent
                  retryAfterSeconds   of {{{ServiceFaults.TooManyRequests}}}; 1 when absent
                  delayMilliseconds   of {{{ServiceFaults.Slow}}}; 1000 when absent

                curl {{{address}}}/bizevents/fault -H 'Content-Type: application/json' \
                    -d '{"fault": "{{{ServiceFaults.ServerError}}}", "times": 1}'

            DELETE /bizevents/fault
                Nothing is wrong any more.

                curl -X DELETE {{{address}}}/bizevents/fault

            GET /bank-statement?organization=&unrelated=&shortFlow=
                The treasurer's CSV (Windows-1252, semicolons, one line of preamble and one of titles; then date, value date, amount,
                description, provvisorio): what uploadBankStatement takes.
                  organization   whose (required)
                  unrelated      how many movements that have nothing to do with pagoPA, 0 to 100000; 0 when absent
                  shortFlow      <flussoId>:<cents> makes the credit of that flow so much smaller

                curl -O -J '{{{address}}}/bank-statement?organization=77777777777&unrelated=28'

            POST /clock
                Puts the simulator's clock forward, for what comes with time: calls are allowed again, flows are listed no more.
                  advanceSeconds   0 to 31622400 (required)

                curl {{{address}}}/clock -H 'Content-Type: application/json' -d '{"advanceSeconds": 3600}'

            GET /status
                What it remembers.

                curl {{{address}}}/status

            """;
}
