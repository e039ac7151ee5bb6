using System.Globalization;

namespace PagoDigitale.Platform.Database;

/// <summary>
/// Identifiers for the rows of one set-based INSERT: the beginning of a fresh UUIDv7, then an ordinal. They sort by time as
/// all our identifiers do, and need no function of a particular PostgreSQL version.
/// </summary>
public static class UuidSeries
{
    private const int PrefixDigits = 20;

    public static string Prefix(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("N")[..PrefixDigits];

    /// <summary>The SQL of the identifier of the row with this ordinal.</summary>
    public static string Sql(string prefixParameter, string ordinal) => $"({prefixParameter} || lpad(to_hex({ordinal}), 12, '0'))::uuid";

    /// <summary>The same identifier, made here.</summary>
    public static Guid At(string prefix, long ordinal) =>
        Guid.ParseExact(prefix + ordinal.ToString("x12", CultureInfo.InvariantCulture), "N");
}
