namespace PagoDigitale.Quickstart.Hosting;

/// <summary>Where the database, the simulator's memory and the logs are: a folder that is kept, or one that is gone afterwards.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly bool _isTemporary;

    private DataFolder(string path, bool isTemporary) => (Path, _isTemporary) = (path, isTemporary);

    public string Path { get; }

    public static DataFolder Open(string? kept)
    {
        // Not a private folder: started by root, the database runs as somebody else, who has to get in.
        var path =
            kept ?? System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"pagodigitale-{Environment.ProcessId}-{Random.Shared.Next():x}");
        Directory.CreateDirectory(path);
        return new DataFolder(path, kept is null);
    }

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (!_isTemporary)
            return;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException failure)
        {
            Console.Error.WriteLine($"{Path} could not be removed: {failure.Message}");
        }
    }
}
