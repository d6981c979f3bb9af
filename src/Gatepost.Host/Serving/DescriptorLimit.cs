using System.Globalization;

namespace Gatepost.Host.Serving;

/// <summary>How many files and sockets the process may have open, and what a configuration may need of them.</summary>
internal static class DescriptorLimit
{
    /// <summary>For the runtime (its libraries stay open: some 180), the databases, the log, the DNS and the verbs.</summary>
    private const int Own = 300;

    /// <summary>A session has its socket, and perhaps a long content; an attempt the same, and a connection that waits.</summary>
    private const int Session = 2, Attempt = 3;

    /// <summary>The limit in force (RLIMIT_NOFILE); null where the system does not tell.</summary>
    /// <remarks>.NET raises the soft limit to the hard one when it starts.</remarks>
    public static int? Read()
    {
        try
        {
            const string Name = "Max open files";
            var line = File.ReadLines("/proc/self/limits")
                .FirstOrDefault(static line => line.StartsWith(Name, StringComparison.Ordinal));
            var first = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
            return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What is needed where all that is configured is in use.</summary>
    public static int NeededBy(int sessions, int attempts) => Own + (Session * sessions) + (Attempt * attempts);

    /// <summary>How many connections may be taken, of all kinds, so that there is a file left for what must go on.</summary>
    public static int Connections(int limit, int attempts) => Math.Max(16, limit - Own - (Attempt * attempts));

    /// <summary>The part of it that a limit allows, from 0 to 1.</summary>
    public static double Share(int limit, int sessions, int attempts)
    {
        double wanted = NeededBy(sessions, attempts) - Own;
        return wanted <= 0 ? 1 : Math.Clamp((limit - Own) / wanted, 0, 1);
    }
}
