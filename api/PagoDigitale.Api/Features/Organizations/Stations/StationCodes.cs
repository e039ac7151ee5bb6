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
        var code = segregationCode ?? applicationCode;
        if (
            code is null
            || others.FirstOrDefault(x => x.IsActive && x.AuxDigit == auxDigit && (x.SegregationCode ?? x.ApplicationCode) == code)
                is not { } other
        )
            return null;
        return segregationCode is not null
            ? ApiError.Conflict(
                "segregation-code-taken",
                StationsTexts.SegregationCodeTaken,
                StationsTexts.StationHasSegregationCode.With(other.StationId, auxDigit, code)
            )
            : ApiError.Conflict(
                "application-code-taken",
                StationsTexts.ApplicationCodeTaken,
                StationsTexts.StationHasApplicationCode.With(other.StationId, auxDigit, code)
            );
    }
}
