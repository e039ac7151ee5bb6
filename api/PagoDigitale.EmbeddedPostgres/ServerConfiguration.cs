using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>Writes the settings of one start into the file the cluster includes.</summary>
internal static partial class ServerConfiguration
{
    public static void Write(DataFolder folder, EmbeddedPostgresOptions options, int port)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (options.Ephemeral)
        {
            settings["fsync"] = "off";
            settings["synchronous_commit"] = "off";
            settings["full_page_writes"] = "off";
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        // Last, because these keep the server private.
        settings["listen_addresses"] = IPAddress.Loopback.ToString();
        settings["port"] = port.ToString(CultureInfo.InvariantCulture);
        settings["unix_socket_directories"] = "";
        settings["password_encryption"] = "scram-sha-256";
        settings["logging_collector"] = "off";
        settings["log_destination"] = "stderr";

        var text = new StringBuilder("# Written at every start.").AppendLine();
        foreach (var (name, value) in settings)
        {
            if (!NamePattern().IsMatch(name) || value.AsSpan().ContainsAny('\r', '\n', '\0'))
            {
                throw new EmbeddedPostgresException($"'{name}' is not a PostgreSQL setting with a one-line value.");
            }

            text.Append(name)
                .Append(" = '")
                .Append(value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal))
                .AppendLine("'");
        }

        File.WriteAllText(folder.ConfigurationFile, text.ToString());
        if (ServerAccount.IsRoot && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                folder.ConfigurationFile,
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead
            );
        }
    }

    /// <summary>The port of the last start if it is free: other owners and open tools then find the server again.</summary>
    public static int ChoosePort(DataFolder folder, bool mayReuse)
    {
        if (
            mayReuse
            && File.Exists(folder.PortFile)
            && int.TryParse(File.ReadAllText(folder.PortFile), CultureInfo.InvariantCulture, out var last)
            && last is > 0 and <= ushort.MaxValue
            && TryBind(last) is not null
        )
        {
            return last;
        }

        return TryBind(0) ?? throw new EmbeddedPostgresException("No loopback port is free for PostgreSQL.");
    }

    public static void RememberPort(DataFolder folder, int port) =>
        File.WriteAllText(folder.PortFile, port.ToString(CultureInfo.InvariantCulture));

    private static int? TryBind(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_.]*$")]
    private static partial Regex NamePattern();
}
