using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Allocations;

/// <summary>What is told of what is asked for.</summary>
internal static class AllocationsTexts
{
    public static readonly Wording ExactlyOne = new(
        "exactly one of flussoId, iuv, provvisorio, day and reversaleId must be given",
        "va indicato esattamente uno tra flussoId, iuv, provvisorio, day e reversaleId"
    );
    public static readonly Wording SendOne = new("Send one of the five parameters and no other.", "Inviare uno solo dei cinque parametri.");
}
