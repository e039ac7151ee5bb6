using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The instalment that a body names, of the position it is sent to.</summary>
internal static class NamedInstalment
{
    public static Outcome<Instalment> Of(Position position, string instalmentId) =>
        PublicId.TryParse(instalmentId, "ins", out var id) && position.Instalments.Find(i => i.InstalmentId == id) is { } found
            ? found
            : ApiError.Invalid(
                new FieldError("instalmentId", "instalment-not-found", PositionsTexts.IsNoInstalment, PositionsTexts.UseShownInstalment)
            );
}
