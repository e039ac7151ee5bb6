using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Organizations.Stations;

/// <summary>
/// The code after the auxiliary digit tells the node to which station of the organization a notice belongs (SACI, chapter 2):
/// of two active stations with the same one, neither could be told from its notices.
/// </summary>
internal static class StationCodes
{
    public static ApiError? Taken(short auxDigit, string? segregationCode, string? applicationCode, IEnumerable<Station> others)
    {
        var (name, code) = segregationCode is not null ? ("segregation", segregationCode) : ("application", applicationCode);
        return
            code is not null
            && others.FirstOrDefault(x => x.IsActive && x.AuxDigit == auxDigit && (x.SegregationCode ?? x.ApplicationCode) == code)
                is { } other
            ? ApiError.Conflict(
                $"{name}-code-taken",
                $"Another station has the {name} code",
                $"The active station {other.StationId} has aux digit {auxDigit} and {name} code {code}. Deactivate it first, or "
                    + $"use the {name} code that the node gave to this station."
            )
            : null;
    }
}
