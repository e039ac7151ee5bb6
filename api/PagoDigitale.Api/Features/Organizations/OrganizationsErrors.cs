using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Organizations;

internal static class OrganizationsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "application-code-invalid",
            "The application code is not two digits.",
            "Use the two digits that the node gave to the station."
        ),
        ErrorCode.Field(
            "application-code-mismatch",
            "An application code goes with aux digit 0, and with no other.",
            "Give it with aux digit 0 and leave it out otherwise."
        ),
        ErrorCode.Problem(
            409,
            "application-code-taken",
            "Another active station of the organization has the same application code: their notices could not be told apart.",
            "Deactivate that station first, or use the code that the node gave to this one."
        ),
        ErrorCode.Field("cbill-code-invalid", "The text is not a SIA code.", "Use the 5 capital letters and digits of the SIA code."),
        ErrorCode
            .Field("country-invalid", "The text is not the ISO 3166 code of a country.", "Use two capital letters, for example IT.")
            .Also(CodePlaces.Row),
        ErrorCode.Problem(409, "iban-already-exists", "The account is registered already.", "Change it with changeIban."),
        ErrorCode
            .Problem(404, "iban-not-found", "The organization has no such account.", "Register it with createIban, or correct the IBAN.")
            .Also(CodePlaces.Field),
        ErrorCode.Field("logo-not-an-image", "The logo is neither a PNG nor a JPEG.", "Export the picture again as PNG or JPEG."),
        ErrorCode.Problem(404, "logo-not-found", "The organization has no logo.", "Upload one with uploadOrganizationLogo."),
        ErrorCode.Field("logo-type-mismatch", "The logo is not what its Content-Type says.", "Send it with the media type it has."),
        ErrorCode.Field(
            "logo-unusable",
            "The logo cannot be printed: it is damaged, of an unusual kind, or larger than 2000 pixels.",
            "Export the picture again as PNG or JPEG, at most 2000 pixels wide and high."
        ),
        ErrorCode.Problem(
            409,
            "organization-already-exists",
            "The organization is registered already.",
            "Change it with changeOrganization."
        ),
        ErrorCode
            .Field(
                "postal-code-invalid",
                "An Italian postal code has five digits.",
                "Write the five digits, zeros in front included, or the country the address is in."
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "segregation-code-invalid",
            "The segregation code is not two digits.",
            "Use the two digits that the node gave to the station."
        ),
        ErrorCode.Field(
            "segregation-code-mismatch",
            "A segregation code goes with aux digit 3, and with no other.",
            "Give it with aux digit 3 and leave it out otherwise."
        ),
        ErrorCode.Problem(
            409,
            "segregation-code-taken",
            "Another active station of the organization has the same segregation code: their notices could not be told apart.",
            "Deactivate that station first, or use the code that the node gave to this one."
        ),
        ErrorCode.Problem(409, "station-already-exists", "The station is registered already.", "Change it with changeStation."),
        ErrorCode.Field(
            "station-id-invalid",
            "The identifier is not that of a station of this broker.",
            "Use the broker's fiscal code, an underscore and two digits, as the node registered it."
        ),
        ErrorCode.Problem(
            409,
            "station-inactive",
            "An inactive station gives no notice numbers and cannot be the default.",
            "Activate it first."
        ),
        ErrorCode.Problem(
            409,
            "station-is-default",
            "The default station can be neither put aside nor stop being the default: new notice numbers come from it.",
            "Make another station the default first."
        ),
        ErrorCode.Problem(
            404,
            "station-not-found",
            "The organization has no such station.",
            "Register it with createStation, or correct the identifier."
        ),
        ErrorCode.Problem(409, "unit-already-exists", "The organization has a unit with this code.", "Use another code."),
    ];
}
