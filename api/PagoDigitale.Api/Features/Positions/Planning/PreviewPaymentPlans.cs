using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions.Planning;

public sealed record PaymentPlanQuery
{
    [FromQuery(Name = "amountCents"), Range(1, EuroCents.Max)]
    public long? AmountCents { get; init; }

    [FromQuery(Name = "startsOn")]
    public DateOnly? StartsOn { get; init; }

    [FromQuery(Name = "code"), MaxLength(PlanInput.CodesMax)]
    public string[]? Code { get; init; }
}

/// <summary>The options as they would be made: what a position takes as it is.</summary>
public sealed record PaymentPlanPreview
{
    public required IReadOnlyList<PaymentOptionInput> PaymentOptions { get; init; }
}

public sealed class PreviewPaymentPlansHandler(OfferedPlans plans, TimeProvider clock)
{
    public async Task<Outcome<PaymentPlanPreview>> RunAsync(string service, PaymentPlanQuery query, CancellationToken ct)
    {
        var startsOn = query.StartsOn ?? RomeTime.LegalDate(clock.GetUtcNow());
        var codes = query.Code is { Length: > 0 } named ? named : null;
        var offered = await plans.OfferAsync(service, codes, query.AmountCents, startsOn, ("code", "amountCents"), ct);
        return offered.Error switch
        {
            null => new PaymentPlanPreview { PaymentOptions = offered.Value! },
            // What is asked for stands in the address.
            { Fields.Count: > 0 } error => ApiError.Malformed("invalid-parameter", error.Fields),
            var error => error,
        };
    }
}
