using System.Diagnostics;
using Npgsql;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>Finds the server running, or makes it run. Everything here happens inside the start lock.</summary>
internal sealed class ServerStart(EmbeddedPostgresOptions options, DataFolder folder)
{
    private const int PortAttemptsMax = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan BackendPause = TimeSpan.FromMilliseconds(200);

    /// <summary>A server of this folder that another of our processes started, or that outlived its owner.</summary>
    public async Task<PostmasterStatus?> FindRunningAsync(bool hasOtherOwners, CancellationToken cancellationToken)
    {
        if (!folder.HasCluster || PostmasterStatus.Read(folder.PostmasterFile) is not { } found)
        {
            return null;
        }

        var postmaster = new Postmaster(folder, found);
        // Alive, it may be starting, recovering, or on its way out.
        if (
            postmaster.IsAlive()
            && await WaitReadyAsync(found.ProcessId, () => postmaster.IsAlive() ? null : "it stopped", cancellationToken) is { } ready
        )
        {
            return ready;
        }

        if (postmaster.IsNumberTaken())
        {
            // With another owner alive the server may run where this process cannot see it (another container): hands off.
            if (hasOtherOwners)
            {
                throw new EmbeddedPostgresException(
                    $"'{folder.Root}' is in use by another application, and its server is not to be seen from here. "
                        + "Stop that application, or give this one a folder of its own."
                );
            }
        }

        postmaster.DisownNumber();
        return null;
    }

    public async Task<PostmasterStatus> RunAsync(PostgresBinaries binaries, ServerAccount account, CancellationToken cancellationToken)
    {
        await account.RequireAccessAsync(folder.Cluster, binaries.Tool("postgres"), cancellationToken);
        folder.PrepareLog(account);
        var clock = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            var port = options.Port ?? ServerConfiguration.ChoosePort(folder, mayReuse: attempt == 1);
            ServerConfiguration.Write(folder, options, port);
            var logStart = File.Exists(folder.LogFile) ? new FileInfo(folder.LogFile).Length : 0;
            var failure = await LaunchAsync(binaries, account, cancellationToken);
            if (failure.Status is { } status)
            {
                ServerConfiguration.RememberPort(folder, port);
                return status;
            }

            // Backends of a killed server take a moment to notice; PostgreSQL will not start beside them.
            if (
                folder.LogTail(logStart).Contains("pre-existing shared memory block", StringComparison.Ordinal)
                && clock.Elapsed < options.StartTimeout
            )
            {
                attempt--;
                await Task.Delay(BackendPause, cancellationToken);
                continue;
            }

            // Between choosing a free port and using it another program may take it.
            var isPortTaken = folder.LogTail(logStart).Contains("could not bind", StringComparison.Ordinal);
            if (!isPortTaken || options.Port is not null || attempt == PortAttemptsMax)
            {
                throw new EmbeddedPostgresException(
                    $"PostgreSQL {binaries.Version} from '{binaries.Directory}' did not start on port {port}: {failure.Reason}. "
                        + (isPortTaken ? "The port is in use: choose another, or none. " : "")
                        + $"The last lines of '{folder.LogFile}':{Environment.NewLine}{folder.LogTail(logStart)}"
                );
            }
        }
    }

    private async Task<(PostmasterStatus? Status, string Reason)> LaunchAsync(
        PostgresBinaries binaries,
        ServerAccount account,
        CancellationToken cancellationToken
    )
    {
        // pg_ctl detaches the server from our terminal and session, sends its output to the log on every system,
        // and knows when it died early; it looks only ten times a second, so readiness is watched here as well.
        var control = account.RunAsync(
            binaries.Tool("pg_ctl"),
            ["start", "-w", "-s", "-t", $"{Math.Ceiling(options.StartTimeout.TotalSeconds):0}", "-D", folder.Cluster, "-l", folder.LogFile],
            folder.Root,
            options.StartTimeout + TimeSpan.FromSeconds(5),
            CancellationToken.None,
            // On Windows the server would inherit the pipes and keep them open for ever.
            capture: !OperatingSystem.IsWindows()
        );
        var reason = "";
        try
        {
            var ready = await WaitReadyAsync(
                null,
                () => control.IsCompleted && !control.Result.Succeeded ? reason = FirstLine(control.Result) : null,
                cancellationToken
            );
            return (ready, reason);
        }
        catch (OperationCanceledException)
        {
            // Whoever stops the server next must find it begun, not about to begin.
            await control;
            throw;
        }
    }

    private async Task<PostmasterStatus?> WaitReadyAsync(int? processId, Func<string?> hasFailed, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.StartTimeout);
        while (true)
        {
            // Asked before looking, so that a failure seen means nothing ready was overlooked.
            var failure = hasFailed();
            if (
                PostmasterStatus.Read(folder.PostmasterFile) is { IsReady: true } status
                && (processId is null || status.ProcessId == processId)
                && new Postmaster(folder, status).IsAlive()
                && await AnswersAsync(status.Port, deadline.Token)
            )
            {
                return status;
            }

            if (failure is not null)
            {
                return null;
            }

            if (deadline.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new EmbeddedPostgresException(
                    $"PostgreSQL in '{folder.Root}' was not ready within {options.StartTimeout.TotalSeconds:0} seconds. After a "
                        + "crash it may "
                        + "still be recovering; it goes on, and the next start waits for it again. "
                        + $"The last lines of '{folder.LogFile}':{Environment.NewLine}{folder.LogTail()}",
                    new TimeoutException()
                );
            }

            await Task.Delay(Pause, cancellationToken);
        }
    }

    /// <summary>
    /// SCRAM proves both sides: only the server of this folder knows this folder's password.
    /// </summary>
    private async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        var text = EmbeddedPostgresServer.Describe(port, "postgres", EmbeddedPostgresServer.Superuser, folder.ReadPassword());
        await using var connection = new NpgsqlConnection(text + ";Pooling=false");
        try
        {
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            throw new EmbeddedPostgresException(
                $"The password in '{folder.PasswordFile}' is not that of the data in '{folder.Cluster}'. Restore that file from a backup.",
                error
            );
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException)
        {
            // Not yet, or no longer: the caller looks at the process and at the clock.
            return false;
        }
    }

    private static string FirstLine(CommandResult result) =>
        result.Output.Split('\n')[0].Trim() is { Length: > 0 } line ? line : $"pg_ctl ended with code {result.ExitCode}";
}
