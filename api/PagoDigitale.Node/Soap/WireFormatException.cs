namespace PagoDigitale.Node.Soap;

/// <summary>Carries a refusal from the depth of a parser to its entry point, where it becomes a <see cref="WireError"/>.</summary>
internal sealed class WireFormatException(string description, string code = WireError.Syntax) : Exception(description)
{
    public WireError ToError() => new(code, Message);
}
