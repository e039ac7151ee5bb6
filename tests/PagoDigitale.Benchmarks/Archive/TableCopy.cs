using Npgsql;
using NpgsqlTypes;

namespace PagoDigitale.Benchmarks.Archive;

/// <summary>Rows of one table, by binary COPY, column after column.</summary>
public sealed class TableCopy(NpgsqlBinaryImporter copy)
{
    public static async Task WriteAsync(NpgsqlConnection connection, string table, string columns, Action<TableCopy> write)
    {
        await using var importer = await connection.BeginBinaryImportAsync($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)");
        importer.Timeout = TimeSpan.Zero;
        write(new(importer));
        await importer.CompleteAsync();
    }

    public TableCopy Row()
    {
        copy.StartRow();
        return this;
    }

    public TableCopy Id(Guid? value) => value is { } id ? Write(id, NpgsqlDbType.Uuid) : Null();

    public TableCopy Text(string? value) => value is null ? Null() : Write(value, NpgsqlDbType.Text);

    public TableCopy Cents(long? value) => value is { } cents ? Write(cents, NpgsqlDbType.Bigint) : Null();

    public TableCopy Small(int value) => Write((short)value, NpgsqlDbType.Smallint);

    public TableCopy Number(int? value) => value is { } number ? Write(number, NpgsqlDbType.Integer) : Null();

    public TableCopy Day(DateOnly value) => Write(value, NpgsqlDbType.Date);

    public TableCopy Moment(DateTimeOffset? value) => value is { } at ? Write(at.ToUniversalTime(), NpgsqlDbType.TimestampTz) : Null();

    public TableCopy Flag(bool value) => Write(value, NpgsqlDbType.Boolean);

    public TableCopy Json(string value) => Write(value, NpgsqlDbType.Jsonb);

    public TableCopy Bytes(byte[] value) => Write(value, NpgsqlDbType.Bytea);

    public TableCopy Null()
    {
        copy.WriteNull();
        return this;
    }

    private TableCopy Write<T>(T value, NpgsqlDbType type)
    {
        copy.Write(value, type);
        return this;
    }
}
