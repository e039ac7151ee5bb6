using PagoDigitale.Core.Languages;

namespace PagoDigitale.Node.PaForNode;

/// <summary>
/// Where a receipt departs from the schema we know and could be understood all the same. The description names the element and
/// never repeats its value, which may be personal.
/// </summary>
/// <param name="Code">One of the constants.</param>
public sealed record ReceiptDeviation(string Code, Message Description)
{
    /// <summary>Not in the schema, or there once too often: passed over.</summary>
    public const string UnexpectedElement = "unexpected-element";

    /// <summary>In another place than the schema has it: taken.</summary>
    public const string MisplacedElement = "misplaced-element";

    /// <summary>
    /// A value the schema does not allow, which no amount or identifier depends on: shortened or left out; or a list or an identifier
    /// longer than the schema has it, taken whole.
    /// </summary>
    public const string ValueOutOfSchema = "value-out-of-schema";
}
