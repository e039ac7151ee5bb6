using PagoDigitale.Core.Languages;

namespace PagoDigitale.Node.Soap;

/// <summary>Carries a refusal from the depth of a parser to its entry point, where it becomes a <see cref="WireError"/>.</summary>
internal sealed class WireFormatException(Message description) : Exception(description.ToString())
{
    public Message Description { get; } = description;

    /// <summary>An element and what is wrong with it.</summary>
    public static WireFormatException Of(string element, Message problem) => new(WireTexts.Element.With(element, problem));

    public WireError ToError() => new(WireError.Syntax, Description);
}
