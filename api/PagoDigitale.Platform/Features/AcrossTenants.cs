namespace PagoDigitale.Platform.Features;

public enum AcrossBy
{
    /// <summary>Of the owner, in the schema <c>across</c>: named with its arguments.</summary>
    Function,

    /// <summary>That lets more through than the session's own organization: <c>table.policy</c>.</summary>
    Policy,

    /// <summary>A table of rows of organizations that has no policy.</summary>
    OpenTable,
}

/// <summary>A way past the fence between organizations: what a session learns of another's rows, it learns by one of these.</summary>
/// <param name="Name">As PostgreSQL has it.</param>
/// <param name="Asks">Whose session, and what it must bring.</param>
/// <param name="Learns">And nothing else.</param>
public sealed record AcrossTenants(AcrossBy By, string Name, string Asks, string Learns);
