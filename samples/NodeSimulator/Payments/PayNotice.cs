using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.NodeSimulator.Node;
using PagoDigitale.NodeSimulator.Psps;
using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator.Payments;

/// <summary>The life of one payment: verify, activate, pay, receipt, with the fault that was asked for.</summary>
internal sealed class PayNotice(StationClient client, Book book, PaymentOrder order, NoticeToPay asked, Psp psp, DateTimeOffset paidAt)
{
    private readonly StationAddress _station = order.Station;
    private readonly PaVersion _version = order.Version == 1 ? PaVersion.V1 : PaVersion.V2;
    private readonly List<Step> _steps = [];
    private readonly List<PaymentMade> _payments = [];

    public async Task<NoticeReport> RunAsync(CancellationToken cancellationToken)
    {
        var notice = NoticeNumber.Parse(asked.NoticeNumber);
        var isAsExpected = asked.Fault switch
        {
            Faults.UnknownNotice => await IsRefusedAsync(
                MalformedRequests.NeverIssued(notice),
                PaFaultCodes.PagamentoSconosciuto,
                cancellationToken
            ),
            Faults.Expired => await IsRefusedAsync(notice, PaFaultCodes.PagamentoScaduto, cancellationToken),
            Faults.RefusedStructure => await IsStructureRefusedAsync(notice, cancellationToken),
            Faults.OutOfOrder => await PayInStandInAsync(notice, cancellationToken),
            _ => await PayAsync(notice, cancellationToken),
        };
        return new NoticeReport(notice.Value, psp.Id, _steps)
        {
            Fault = asked.Fault,
            Payments = _payments,
            IsAsExpected = isAsExpected,
        };
    }

    private async Task<bool> PayAsync(NoticeNumber notice, CancellationToken cancellationToken)
    {
        if (await VerifyAsync(notice, cancellationToken) is not { } offer)
            return false;
        var activation = await AskAsync(
            new GetPaymentRequest(_station.IdPa, _station.IdBroker, _station.IdStation, _version, Qr(notice))
            {
                AmountCents = offer.Option.AmountCents,
            },
            cancellationToken
        );
        if (activation.Response is not GetPaymentResponse { Data: var data } || data.Transfers.All(transfer => transfer.Iban is null))
            return false;
        var receipt = Receipts.Of(notice, _station.IdPa, data, psp, paidAt, _version);
        if (asked.Fault == Faults.WrongAmount)
            receipt = Receipts.WithAmount(receipt, asked.AmountCents ?? receipt.AmountCents + 100);
        return await DeliverAsync(receipt, cancellationToken);
    }

    private async Task<VerifyPaymentNoticeResponse?> VerifyAsync(NoticeNumber notice, CancellationToken cancellationToken)
    {
        var verify = await AskAsync(
            new VerifyPaymentNoticeRequest(_station.IdPa, _station.IdBroker, _station.IdStation, Qr(notice)),
            cancellationToken
        );
        return verify.Response as VerifyPaymentNoticeResponse;
    }

    private async Task<bool> DeliverAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        var isHeld = asked.Fault == Faults.LateReceipt;
        Pay(receipt, FlussoOutcomes.Executed, isHeld);
        switch (asked.Fault)
        {
            case Faults.LateReceipt:
                book.Hold(_station, Request(receipt));
                return true;
            case Faults.Timeout:
                _steps.Add(Step.Of(await client.AskAndHangUpAsync(_station, Request(receipt), cancellationToken)));
                return await IsTakenAsync(receipt, cancellationToken);
            case Faults.DuplicateReceipt:
                return await IsTakenAsync(receipt, cancellationToken) && await IsTakenAsync(receipt, cancellationToken);
            case Faults.SecondPayment:
                var isFirstTaken = await IsTakenAsync(receipt, cancellationToken);
                var second = Receipts.AnotherPayment(receipt, psp, paidAt.AddMinutes(3));
                Pay(second, FlussoOutcomes.Executed, isHeld: false);
                return await IsTakenAsync(second, cancellationToken) && isFirstTaken;
            default:
                return await IsTakenAsync(receipt, cancellationToken);
        }
    }

    /// <summary>Stand-In: the receipt first, activation only afterwards, when the notice has to be known as paid.</summary>
    private async Task<bool> PayInStandInAsync(NoticeNumber notice, CancellationToken cancellationToken)
    {
        if (await VerifyAsync(notice, cancellationToken) is not { } offer)
            return false;
        var receipt = Receipts.Of(
            notice,
            _station.IdPa,
            Receipts.FromStandIn(notice, offer, book.KnownIban(_station.IdPa)),
            psp,
            paidAt,
            _version
        );
        receipt = receipt with { IsStandIn = _version == PaVersion.V2 ? true : null };
        Pay(receipt, FlussoOutcomes.StandInWithoutRequest, isHeld: false);
        if (!await IsTakenAsync(receipt, cancellationToken))
            return false;
        var late = await AskAsync(
            new GetPaymentRequest(_station.IdPa, _station.IdBroker, _station.IdStation, _version, Qr(notice)),
            cancellationToken
        );
        return late.Fault == PaFaultCodes.PagamentoDuplicato;
    }

    private async Task<bool> IsRefusedAsync(NoticeNumber notice, string fault, CancellationToken cancellationToken)
    {
        var verify = await AskAsync(
            new VerifyPaymentNoticeRequest(_station.IdPa, _station.IdBroker, _station.IdStation, Qr(notice)),
            cancellationToken
        );
        var activation = await AskAsync(
            new GetPaymentRequest(_station.IdPa, _station.IdBroker, _station.IdStation, _version, Qr(notice)),
            cancellationToken
        );
        return verify.Fault == fault && activation.Fault == fault;
    }

    private async Task<bool> IsStructureRefusedAsync(NoticeNumber notice, CancellationToken cancellationToken)
    {
        var envelope = MalformedRequests.WithoutNoticeNumber(
            new VerifyPaymentNoticeRequest(_station.IdPa, _station.IdBroker, _station.IdStation, Qr(notice))
        );
        var delivery = await client.AskAsync(_station, PaOperation.VerifyPaymentNotice, envelope, cancellationToken);
        _steps.Add(Step.Of(delivery));
        return delivery.Fault == PaFaultCodes.SintassiExtraXsd;
    }

    /// <summary>A receipt is taken when the ente says so, or says that it already has it.</summary>
    private async Task<bool> IsTakenAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        var delivery = await AskAsync(Request(receipt), cancellationToken);
        return delivery.IsOk || delivery.Fault == PaFaultCodes.ReceiptDuplicata;
    }

    private async Task<Delivery> AskAsync(PaRequest request, CancellationToken cancellationToken)
    {
        var delivery = await client.AskAsync(_station, request, cancellationToken);
        _steps.Add(Step.Of(delivery));
        return delivery;
    }

    private void Pay(Receipt receipt, string outcome, bool isHeld)
    {
        book.Record(receipt, outcome);
        _payments.Add(
            new(receipt.ReceiptId, receipt.CreditorReferenceId, receipt.IdPsp, receipt.PaymentDateTime!.Value, receipt.AmountCents, isHeld)
        );
    }

    private SendRtRequest Request(Receipt receipt) => new(_station.IdPa, _station.IdBroker, _station.IdStation, receipt);

    private QrCode Qr(NoticeNumber notice) => new(_station.IdPa, notice.Value);
}
