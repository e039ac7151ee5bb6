namespace PagoDigitale.Sdk;

/// <summary>
/// A change sent as a merge patch: members left null are not sent and stay as they are;
/// members named in <see cref="Removed"/> are sent as null and lose their value.
/// </summary>
public interface IMergePatch
{
    /// <summary>
    /// Names of the members to remove, as the contract writes them (<c>email</c>, <c>dueDate</c>). A name that is no member, or one
    /// whose member has a value too, makes the call an <see cref="ArgumentException"/>.
    /// </summary>
    ISet<string> Removed { get; }
}
