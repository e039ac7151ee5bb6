using PagoDigitale.Core.Calendar;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>
/// The questions before a payment: can this notice be paid, and how. Amounts are read again at every question (SANP, best
/// practice): what the payer saw does not bind.
/// </summary>
public sealed class AnswerNotice(NoticeLookup lookup)
{
    public Task<NodeAnswer> VerifyAsync(NodeCall call, VerifyPaymentNoticeRequest request, CancellationToken ct) =>
        AskAsync(call, request, request.QrCode.NoticeNumber, f => VerifyAnswer(call, request, f), null, ct);

    public Task<NodeAnswer> GetPaymentAsync(NodeCall call, GetPaymentRequest request, CancellationToken ct) =>
        AskAsync(
            call,
            request,
            request.QrCode.NoticeNumber,
            f => PaymentAnswer(call, request, f),
            // A question that will be refused marks nothing.
            request.QrCode.FiscalCode == request.IdPa
            && request.IdStation == call.Station
                ? call.ReceivedAt + NoticeLookup.PaymentTime
                : null,
            ct
        );

    /// <summary>Spontaneous payments at a PSP need a service of the node's catalogue; none is offered here.</summary>
    public Task<NodeAnswer> DemandAsync(NodeCall call, DemandPaymentNoticeRequest request, CancellationToken ct) =>
        AskAsync(call, request, "", f => DemandAnswer(call, request, f), null, ct);

    private async Task<NodeAnswer> AskAsync(
        NodeCall call,
        PaRequest request,
        string noticeNumber,
        Func<NoticeFacts?, NodeAnswer> answerOf,
        DateTimeOffset? inProgressUntil,
        CancellationToken ct
    )
    {
        if (!StationChecks.IsFiscalCode(request.IdPa))
            return answerOf(null);
        var message = call.MessageOf(inProgressUntil is null ? NoticeLookup.VerifyKind : NoticeLookup.PaymentKind);
        _ = message.Kept;
        return await lookup.AnswerAsync(new(call, message, request.IdPa, noticeNumber, answerOf) { InProgressUntil = inProgressUntil }, ct);
    }

    private static NodeAnswer VerifyAnswer(NodeCall call, VerifyPaymentNoticeRequest request, NoticeFacts? facts)
    {
        if (FaultOf(call, request, request.QrCode, facts) is { } fault)
            return NodeAnswer.Refuse(request, fault, facts is null ? null : request.IdPa, request.QrCode.NoticeNumber);
        var notice = facts!.Notice!;
        var option = new PaymentOption(notice.AmountCents, PaymentOfNotice.IsAllPostal(notice))
        {
            DueDate = PaymentOfNotice.DueDateOf(notice),
            DetailDescription = PaymentOfNotice.OptionDescriptionOf(notice),
        };
        var organization = PaymentOfNotice.NameOf(facts.OrganizationName, request.IdPa);
        return new(
            new VerifyPaymentNoticeResponse(option, PaymentOfNotice.DescriptionOf(notice), request.IdPa, organization),
            request.IdPa,
            request.QrCode.NoticeNumber
        );
    }

    private static NodeAnswer PaymentAnswer(NodeCall call, GetPaymentRequest request, NoticeFacts? facts)
    {
        if (FaultOf(call, request, request.QrCode, facts) is { } fault)
            return NodeAnswer.Refuse(request, fault, facts is null ? null : request.IdPa, request.QrCode.NoticeNumber);
        var data = PaymentOfNotice.DataOf(facts!.Notice!, request.IdPa, facts.OrganizationName, request.Version, request.TransferType);
        return new(new GetPaymentResponse(request.Version, data), request.IdPa, request.QrCode.NoticeNumber);
    }

    private static NodeAnswer DemandAnswer(NodeCall call, DemandPaymentNoticeRequest request, NoticeFacts? facts)
    {
        var fault = FaultOfStation(call, request, facts) ?? PaFaultCodes.Semantica;
        return NodeAnswer.Refuse(
            request,
            fault,
            facts is null ? null : request.IdPa,
            reason: fault == PaFaultCodes.Semantica ? PagoPaTexts.ServiceNotOffered.With() : null
        );
    }

    private static string? FaultOf(NodeCall call, PaRequest request, QrCode qrCode, NoticeFacts? facts)
    {
        if (FaultOfStation(call, request, facts) is { } fault)
            return fault;
        if (qrCode.FiscalCode != request.IdPa)
            return PaFaultCodes.IdDominioErrato;
        // Also what the node wants to hear when it probes a station in stand-in with notice 000000000000000000.
        return facts!.Notice is { } notice
            ? NoticeFaults.Of(notice, RomeTime.LegalDate(call.ReceivedAt))
            : PaFaultCodes.PagamentoSconosciuto;
    }

    private static string? FaultOfStation(NodeCall call, PaRequest request, NoticeFacts? facts)
    {
        if (facts is not { IsOrganizationActive: true })
            return PaFaultCodes.IdDominioErrato;
        // A station that gives no new numbers any more still answers for those it gave.
        return StationChecks.FaultOf(request, call, facts.BrokerFiscalCode);
    }
}
