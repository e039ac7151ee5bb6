using System.Security.Cryptography;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>
/// Who uses the server. Each owner keeps a file of its own locked; the system drops the lock however the owner dies.
/// The start lock makes starting, attaching and stopping happen one at a time.
/// </summary>
internal sealed class OwnerRegistry(DataFolder folder)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public async Task<IDisposable> EnterAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        while (true)
        {
            try
            {
                return Lock(folder.StartLock, FileMode.OpenOrCreate);
            }
            catch (UnauthorizedAccessException error)
            {
                throw new EmbeddedPostgresException(
                    $"'{folder.Root}' belongs to another user: {error.Message} Start the application as that user, or choose "
                        + "another folder.",
                    error
                );
            }
            catch (IOException error) when (deadline.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new EmbeddedPostgresException(
                    $"Another process has been starting or stopping the server in '{folder.Root}' for more than "
                        + $"{limit.TotalSeconds:0} seconds.",
                    error
                );
            }
            catch (IOException)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    /// <summary>Call it inside the start lock.</summary>
    public Owner Register()
    {
        var path = Path.Combine(folder.Owners, $"{Environment.ProcessId}-{RandomNumberGenerator.GetHexString(32, lowercase: true)}.owner");
        return new Owner(path, Lock(path, FileMode.CreateNew));
    }

    /// <summary>Call it inside the start lock. Files left by owners that died are removed.</summary>
    public bool HasOthers(Owner? me)
    {
        var others = false;
        foreach (var path in Directory.EnumerateFiles(folder.Owners, "*.owner").Where(path => path != me?.Path).ToList())
        {
            try
            {
                Lock(path, FileMode.Open).Dispose();
                File.Delete(path);
            }
            catch (IOException)
            {
                others = true;
            }
        }

        return others;
    }

    private static FileStream Lock(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None);

    internal sealed class Owner(string path, FileStream handle) : IDisposable
    {
        public string Path => path;

        public void Dispose()
        {
            handle.Dispose();
            File.Delete(path);
        }
    }
}
