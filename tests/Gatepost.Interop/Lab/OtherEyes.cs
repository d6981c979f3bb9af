using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Gatepost.Interop.Lab;

/// <summary>What Postfix's posttls-finger and GnuTLS's danetool say of the hosts of the zoo.</summary>
internal sealed partial class OtherEyes
{
    public const string Proven = "proven", NotProven = "not proven", Differs = "differs", LookUpFailed = "look-up failed", NoTls = "no TLS",
        NoHost = "no host";

    private const int AtOnce = 4;

    private readonly ConcurrentDictionary<string, string> _fingers = new();
    private readonly ConcurrentDictionary<string, string> _danetools = new();

    public static async Task<OtherEyes> LookAsync(LabFixture lab)
    {
        var eyes = new OtherEyes();
        await Parallel.ForEachAsync(Zoo.Animals, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (animal, _) =>
        {
            eyes._fingers[animal.Name] = await FingerAsync(lab, animal);
            // It waits ten seconds for a STARTTLS that is not offered, and asks for no MX records.
            if (animal is { IsSigned: true, At: not ("" or "plain" or "dead") })
                eyes._danetools[animal.Name] = await DanetoolAsync(lab, animal);
        });
        return eyes;
    }

    /// <summary>How posttls-finger found a host; null where it did not come so far.</summary>
    public string? Finger(Animal animal, string? host)
    {
        var said = _fingers[animal.Name];
        if (said.Contains("Destination address lookup failed", StringComparison.Ordinal)) return NoHost;
        if (said.Contains($"TLSA lookup error for {host}:", StringComparison.Ordinal)) return LookUpFailed;
        if (said.Contains($"via {host}: ", StringComparison.Ordinal)) return NoTls;
        var connected = Connected().Matches(said);
        if (connected.Count == 0) return NoTls;
        var here = connected.LastOrDefault(match => match.Groups["host"].Value == host);
        return here is null ? null : here.Groups["how"].Value is "Verified" or "Trusted" ? Proven : NotProven;
    }

    /// <summary>What danetool says of the records of the animal's own host; null where it was not asked.</summary>
    public string? Danetool(Animal animal) => _danetools.GetValueOrDefault(animal.Name) switch
    {
        null => null,
        var said when said.Contains("Verification: Certificate matches", StringComparison.Ordinal) => Proven,
        var said when said.Contains("Verification: Verification failed", StringComparison.Ordinal) => Differs,
        var said when said.Contains("No DANE data were found", StringComparison.Ordinal) => NotProven,
        var said when said.Contains("The DNSSEC signature is invalid", StringComparison.Ordinal) => LookUpFailed,
        var said => said,
    };

    private static async Task<string> FingerAsync(LabFixture lab, Animal animal)
    {
        var postfix = Path.GetDirectoryName(lab.Folder.Write($"eyes/{animal.Name}/main.cf", "compatibility_level = 3.6\n"))!;
        return await RunAsync(MachineResolver.Command(lab.Folder, lab.Dns.Validating, "env", $"MAIL_CONFIG={postfix}", "posttls-finger",
            "-c", "-l", "dane", "-F", lab.Authority.RootFile, "-t", "3", "-T", "3", $"{animal.Domain}:{LabFolder.Port}"));
    }

    private static Task<string> DanetoolAsync(LabFixture lab, Animal animal) => RunAsync(MachineResolver.ValidatingCommand(
        lab.Folder, lab.Dns, "danetool", "--local-dns", "--starttls-proto=smtp", $"--port={LabFolder.Port}", "--check",
        $"{animal.Name}.mx.{Zoo.Again}"));

    private static async Task<string> RunAsync(string[] command) => (await CommandRun.OfAsync(command[0], command[1..])).Output;

    [GeneratedRegex(@"(?<how>\w+) TLS connection established to (?<host>[^\[]+)\[")]
    private static partial Regex Connected();
}
