using System.Globalization;
using PagoDigitale.Api.Gateways.PagoPa.Notices;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Gateways.PagoPa.Options;

/// <summary>
/// What a position offers, in the words of the payment-options service (SANP, payment options): <c>PO_</c> of an option, <c>POI_</c> of an
/// instalment. Whether an instalment can be paid is <see cref="Payability"/>'s to say, as it is for paVerifyPaymentNotice.
/// </summary>
internal static class OfferedOptions
{
    /// <summary>The fault of paForNode, where nothing of the position can be paid; null where something can.</summary>
    public static string? FaultOf(OptionFacts? facts, DateOnly today) =>
        facts is not { IsActive: true } ? PaFaultCodes.IdDominioErrato
        : !facts.HasStation ? PaFaultCodes.StazioneIntErrata
        : facts.Position is not { } position ? PaFaultCodes.PagamentoSconosciuto
        : position.Instalments.Any(i => ObstacleOf(i, today) is null) ? null
        : position.State switch
        {
            PositionState.Draft or PositionState.Published => PaFaultCodes.PagamentoSconosciuto,
            PositionState.Paid or PositionState.Reported or PositionState.Reconciled => PaFaultCodes.PagamentoDuplicato,
            PositionState.Cancelled => PaFaultCodes.PagamentoAnnullato,
            // Its days are over, whether or not somebody has written so yet; and what is left of one that is paid in part was given up.
            _ => position.Instalments.Any(i =>
                ObstacleOf(i, today) is PaymentObstacle.Expired or PaymentObstacle.PastDueDate or PaymentObstacle.PastLastDay
            )
                ? PaFaultCodes.PagamentoScaduto
            : position.Instalments.Any(i => ObstacleOf(i, today) is PaymentObstacle.NotYetValid) ? PaFaultCodes.PagamentoSconosciuto
            : PaFaultCodes.PagamentoDuplicato,
        };

    public static PaymentOptionsAnswer AnswerOf(OptionFacts facts, DateOnly today)
    {
        var position = facts.Position!;
        var owed = PaymentOptions.OwedOf(position.Instalments.Select(i => i.Standing));
        return new(
            facts.Organization,
            PaymentOfNotice.NameOf(facts.Name, facts.Organization),
            OfficeName: null,
            Standin: false,
            [
                .. position
                    .Instalments.GroupBy(i => i.Standing.Option)
                    .Select(o => OptionOf([.. o], position.Description, isOtherOwed: owed is not null && owed != o.Key, today)),
            ]
        );
    }

    private static OfferedOption OptionOf(List<OfferedPart> parts, string description, bool isOtherOwed, DateOnly today)
    {
        var (status, reason) = StatusOf(parts, isOtherOwed, today);
        return new(
            parts[0].OptionDescription ?? (parts.Count == 1 ? parts[0].Description : null) ?? description,
            parts.Count,
            parts.Where(p => p.Standing.State != InstalmentState.Cancelled).Sum(p => p.Standing.AmountCents),
            EndOf(parts.Select(DueDateOf).Max()),
            BeginningOf(parts[0].Terms.ValidFrom),
            status,
            reason.Italian,
            parts.TrueForAll(p => p.Accounts.All(IsPostal)),
            [.. parts.Select(p => InstallmentOf(p, parts.Count, description, today))]
        );
    }

    private static OfferedInstallment InstallmentOf(OfferedPart part, int count, string description, DateOnly today)
    {
        var (status, reason) = StatusOf(part, today);
        return new(
            part.NoticeNumber,
            part.Iuv,
            part.Standing.AmountCents,
            part.Description is not null ? part.Description
                : count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{description} - rata {part.Index} di {count}")
                : description,
            EndOf(DueDateOf(part)),
            BeginningOf(part.Terms.ValidFrom),
            status,
            reason.Italian
        );
    }

    private static (string Status, Wording Reason) StatusOf(List<OfferedPart> parts, bool isOtherOwed, DateOnly today) =>
        PaymentOptions.StateOf([.. parts.Select(p => p.Standing)], isOtherOwed) switch
        {
            PaymentOptionState.Paid or PaymentOptionState.Reported or PaymentOptionState.Reconciled => ("PO_PAID", PagoPaTexts.Paid),
            PaymentOptionState.PartiallyPaid => ("PO_PARTIALLY_PAID", PagoPaTexts.PaidInPart),
            PaymentOptionState.Void => ("PO_INVALID", PagoPaTexts.OtherOptionIsPaid),
            PaymentOptionState.Cancelled or PaymentOptionState.Draft => ("PO_INVALID", PagoPaTexts.IsCancelled),
            PaymentOptionState.Expired => ("PO_EXPIRED_NOT_PAYABLE", PagoPaTexts.IsOver),
            // Unpaid: as far as its instalments can be paid.
            _ => parts.Select(p => StatusOf(p, today).Status).ToList() switch
            {
                var s when s.Contains("POI_UNPAID") => ("PO_UNPAID", PagoPaTexts.Payable),
                var s when s.Contains("POI_EXPIRED_UNPAID") => ("PO_EXPIRED_UNPAID", PagoPaTexts.PayableLate),
                var s when s.Contains("POI_EXPIRED_NOT_PAYABLE") => ("PO_EXPIRED_NOT_PAYABLE", PagoPaTexts.IsOver),
                _ => ("PO_INVALID", PagoPaTexts.NotYetValid),
            },
        };

    private static (string Status, Wording Reason) StatusOf(OfferedPart part, DateOnly today) =>
        ObstacleOf(part, today) switch
        {
            null when part.Terms.DueDate < today => ("POI_EXPIRED_UNPAID", PagoPaTexts.PayableLate),
            null => ("POI_UNPAID", PagoPaTexts.Payable),
            PaymentObstacle.Paid => ("POI_PAID", PagoPaTexts.Paid),
            PaymentObstacle.Expired or PaymentObstacle.PastDueDate or PaymentObstacle.PastLastDay => (
                "POI_EXPIRED_NOT_PAYABLE",
                PagoPaTexts.IsOver
            ),
            PaymentObstacle.Void => ("POI_INVALID", PagoPaTexts.OtherOptionIsPaid),
            PaymentObstacle.NotYetValid => ("POI_INVALID", PagoPaTexts.NotYetValid),
            _ => ("POI_INVALID", PagoPaTexts.IsCancelled),
        };

    private static PaymentObstacle? ObstacleOf(OfferedPart part, DateOnly today) =>
        Payability.ObstacleOf(part.Standing.State, part.Terms, today);

    /// <summary>The same that paVerifyPaymentNotice tells.</summary>
    private static DateOnly DueDateOf(OfferedPart part) => part.Terms.DueDate ?? part.Terms.ValidUntil ?? PaymentOfNotice.Never;

    private static bool IsPostal(string iban) => Iban.TryParse(iban, out var parsed) && parsed.IsPostal;

    private static string EndOf(DateOnly day) => day.ToString("yyyy-MM-dd'T23:59:59'", CultureInfo.InvariantCulture);

    private static string? BeginningOf(DateOnly? day) => day?.ToString("yyyy-MM-dd'T00:00:00'", CultureInfo.InvariantCulture);
}
