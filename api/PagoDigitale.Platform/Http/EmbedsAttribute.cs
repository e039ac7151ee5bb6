namespace PagoDigitale.Platform.Http;

/// <summary>
/// Something beside the resource that <c>embed</c> puts into the answer. Whoever may not read it by itself may not read it so.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class EmbedsAttribute(string name, string? scope = null) : Attribute
{
    public const string Parameter = "embed";

    public string Name => name;

    /// <summary>Null where the scope of the operation is enough.</summary>
    public string? Scope => scope;
}
