using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Organizations.Ibans;

public sealed record IbanModel : IVersioned
{
    public required string Iban { get; init; }
    public required string Label { get; init; }
    public required bool IsPostal { get; init; }
    public required bool IsActive { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required long Version { get; init; }

    /// <summary>In the answer to a change that open notices can feel.</summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }

    public static IbanModel Of(IbanAccount x) =>
        new()
        {
            Iban = x.Iban,
            Label = x.Label,
            IsPostal = x.IsPostal,
            IsActive = x.IsActive,
            CreatedAt = x.CreatedAt,
            Version = x.Version,
        };
}
