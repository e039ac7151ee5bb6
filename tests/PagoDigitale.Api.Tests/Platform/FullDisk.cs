using System.Diagnostics;
using PagoDigitale.Api.Tests.Gateways.PagoPa;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>Undoes at its end what a test did.</summary>
internal sealed class Undo(Func<Task> undo) : IAsyncDisposable
{
    public async ValueTask DisposeAsync() => await undo();
}

/// <summary>Moves a table to a file system in memory that is nearly full, and back.</summary>
internal static class FullDisk
{
    public static async Task<IAsyncDisposable> OfAsync(NodeFixture f, string table)
    {
        var folder = Directory.CreateTempSubdirectory("pagodigitale-full-").FullName;
        if (
            !OperatingSystem.IsLinux()
            || !Environment.IsPrivilegedProcess
            || !Run("mount", "-t", "tmpfs", "-o", "size=1m,mode=0777", "tmpfs", folder)
        )
        {
            Directory.Delete(folder);
            await f.Rows.ExecuteAsync(
                "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file: "
                    + "No space left on device' USING ERRCODE = '53100'; END $$"
            );
            await f.Rows.ExecuteAsync($"CREATE TRIGGER no_room BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION no_room()");
            return new Undo(() => f.Rows.ExecuteAsync("DROP FUNCTION no_room CASCADE"));
        }
        var name = $"full_{Guid.NewGuid():N}";
        // A tablespace wants a folder of the server's own user.
        Run("mkdir", $"{folder}/space");
        Run("chown", await OwnerOfServerAsync(f), $"{folder}/space");
        await f.Rows.ExecuteAsync($"CREATE TABLESPACE {name} LOCATION '{folder}/space'");
        await f.Rows.ExecuteAsync($"ALTER TABLE {table} SET TABLESPACE {name}");
        // Ends when there is no room left.
        Run("dd", "if=/dev/zero", $"of={folder}/filler", "bs=4096");
        return new Undo(async () =>
        {
            await f.Rows.ExecuteAsync($"ALTER TABLE {table} SET TABLESPACE pg_default");
            await f.Rows.ExecuteAsync($"DROP TABLESPACE {name}");
            Run("umount", "-l", folder);
            Directory.Delete(folder);
        });
    }

    private static async Task<string> OwnerOfServerAsync(NodeFixture f)
    {
        using var process = Process.Start(
            new ProcessStartInfo("stat", ["-c", "%u:%g", (await f.Rows.ReadAsync<string>("SELECT current_setting('data_directory')"))!])
            {
                RedirectStandardOutput = true,
            }
        )!;
        return (await process.StandardOutput.ReadToEndAsync()).Trim();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
