namespace PagoDigitale.Core.Identifiers;

/// <summary>Type of a debtor as the node writes it (ctEntityUniqueIdentifier): F person, G legal entity.</summary>
public enum DebtorType
{
    F,
    G,
}
