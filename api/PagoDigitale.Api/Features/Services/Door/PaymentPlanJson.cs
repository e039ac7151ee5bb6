using System.Text.Json;
using PagoDigitale.Core.Plans;
using PagoDigitale.Platform.Http;

namespace PagoDigitale.Api.Features.Services.Door;

/// <summary>Plans as a service keeps them.</summary>
internal static class PaymentPlanJson
{
    public static IReadOnlyList<PaymentPlan> Read(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<List<PaymentPlan>>(json, ApiJson.Options)!;

    public static string? Write(IReadOnlyList<PaymentPlan>? plans) =>
        plans is { Count: > 0 } ? JsonSerializer.Serialize(plans, ApiJson.Options) : null;
}
