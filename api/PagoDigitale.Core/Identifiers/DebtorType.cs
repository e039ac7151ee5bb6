using System.Text.Json.Serialization;

namespace PagoDigitale.Core.Identifiers;

/// <summary>Type of a debtor as the node writes it (ctEntityUniqueIdentifier): F person, G legal entity.</summary>
public enum DebtorType
{
    [JsonStringEnumMemberName("F")]
    F,

    [JsonStringEnumMemberName("G")]
    G,
}
