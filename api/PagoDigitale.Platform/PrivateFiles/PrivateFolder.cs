using System.Security.Cryptography;

namespace PagoDigitale.Platform.PrivateFiles;

/// <summary>
/// Where everything goes that is on disk for a while: uploads, files of flows, downloads. They hold personal data, so the
/// folder (mode 0700) and each file (0600) are for this user alone. Each process has a folder of its own, under the system's
/// place for temporary files (TMPDIR), and keeps a file in it locked; the system drops the lock however the process dies,
/// and the next process to start removes every folder that nobody holds. A replica that still runs keeps what it has.
/// </summary>
public sealed class PrivateFolder : IDisposable
{
    public const string Prefix = "pagodigitale-private-";

    private const string LockName = "lock";
    private const UnixFileMode OnlyMe = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// A folder is locked within milliseconds of its making: one without a lock for so long was left at that very moment.
    /// </summary>
    private static readonly TimeSpan UnlockedMax = TimeSpan.FromMinutes(1);

    private static readonly Lazy<PrivateFolder> Process = new(() =>
    {
        var folder = Open(System.IO.Path.GetTempPath());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        return folder;
    });

    private readonly FileStream _lock;

    private PrivateFolder(string path)
    {
        Path = path;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OnlyMe | UnixFileMode.UserExecute);
        _lock = Create(System.IO.Path.Combine(path, LockName));
    }

    /// <summary>Made, and what others left swept away, when it is first asked for.</summary>
    public static PrivateFolder OfProcess => Process.Value;

    public string Path { get; }

    /// <summary>A new folder below <paramref name="parent"/>, after removing those that no living process holds.</summary>
    public static PrivateFolder Open(string parent)
    {
        Sweep(parent);
        return new(
            System.IO.Path.Combine(parent, $"{Prefix}{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(32, lowercase: true)}")
        );
    }

    /// <summary>For writing, never there before, readable by nobody else.</summary>
    public static FileStream Create(string path, FileAccess access = FileAccess.Write, FileOptions options = FileOptions.Asynchronous)
    {
        var how = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = access,
            Share = FileShare.None,
            BufferSize = 1 << 16,
            Options = options,
        };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = OnlyMe;
        return new FileStream(path, how);
    }

    public string NewPath(string kind) => System.IO.Path.Combine(Path, $"{RandomNumberGenerator.GetHexString(32, lowercase: true)}.{kind}");

    /// <summary>Written, read again from its beginning, and gone when it is disposed.</summary>
    public FileStream NewSpool(string kind) =>
        Create(NewPath(kind), FileAccess.ReadWrite, FileOptions.Asynchronous | FileOptions.DeleteOnClose);

    public void Dispose()
    {
        _lock.Dispose();
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    private static void Sweep(string parent)
    {
        // A link is not followed: somebody else could have put it there.
        foreach (var folder in new DirectoryInfo(parent).EnumerateDirectories($"{Prefix}*").Where(f => f.LinkTarget is null).ToList())
        {
            try
            {
                if (IsAbandoned(folder))
                    folder.Delete(recursive: true);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Held by a living process, of another user, or being removed by another process that starts now.
                continue;
            }
        }
    }

    private static bool IsAbandoned(DirectoryInfo folder)
    {
        var path = System.IO.Path.Combine(folder.FullName, LockName);
        if (!File.Exists(path))
            return File.GetLastWriteTimeUtc(folder.FullName) < UtcNow() - UnlockedMax;
        // Fails while its process lives.
        using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        return true;
    }

    /// <summary>The clock of the file system, which is what the age of a folder is measured by.</summary>
    private static DateTime UtcNow() => TimeProvider.System.GetUtcNow().UtcDateTime;
}
