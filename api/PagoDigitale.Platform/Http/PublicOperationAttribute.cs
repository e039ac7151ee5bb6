namespace PagoDigitale.Platform.Http;

/// <summary>Marks the few operations that take no token, with the refusals they can give.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublicOperationAttribute(params int[] refusals) : Attribute
{
    public IReadOnlyList<int> Refusals { get; } = refusals;
}
