using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatepost.Interop.Lab;

/// <summary>The zoo: domains that are wrong in one way each, as lab/zoo.txt describes them.</summary>
internal static class Zoo
{
    public const string Signed = "zoo.test";
    public const string Unsigned = "unsigned-zoo.test";

    /// <summary>The signed zone once more: what resolves by libunbound takes test. for a name of this machine (RFC 6761).</summary>
    public const string Again = "zoo.example";

    private const string ChangedOnTheWay = "f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0";

    /// <summary>What certificates bear that are shown by hosts of the zoo.</summary>
    public static readonly string[] HostNames = [$"*.mx.{Signed}", $"*.mx.{Unsigned}", $"*.mx.{Again}"];

    public static IReadOnlyList<Animal> Animals { get; } = Read(File.ReadLines(Path.Combine(Peers.Scripts, "zoo.txt")));

    /// <summary>Puts the domains into the zones of the lab.</summary>
    /// <param name="zones">They.</param>
    /// <param name="authority">Who has issued the certificates.</param>
    /// <param name="addressOf">Where receivers and scripted peers are, and the host of policies at <c>policies</c>.</param>
    public static void Populate(SignedZones zones, LabAuthority authority, Func<string, string> addressOf)
    {
        foreach (var animal in Animals.Where(static animal => !animal.IsElsewhere))
        {
            var records = Records(animal, authority, addressOf);
            zones.Add(animal.Zone, records);
            if (animal.IsSigned) zones.Add(Again, records);
        }

        foreach (var zone in (string[])[Signed, Again])
            zones.Forge(zone, ChangedOnTheWay, ChangedOnTheWay.Replace("f0", "0f", StringComparison.Ordinal));
        zones.Forge(Signed, "66 bogus.mx", "65 bogus.mx");
    }

    private static string Records(Animal animal, LabAuthority authority, Func<string, string> addressOf)
    {
        var text = new StringBuilder();
        string[] exchanges = animal.Said["mx"].Any() ? [.. animal.Said["mx"]] : [$"10 {animal.Name}.mx"];
        foreach (var exchange in exchanges.Where(static exchange => exchange != "none"))
            text.Append(CultureInfo.InvariantCulture, $"{animal.Name} MX {exchange}\n");
        if (animal.At.Length > 0) text.Append(CultureInfo.InvariantCulture, $"{animal.Name}.mx A {addressOf(animal.At)}\n");
        foreach (var data in animal.Said["tlsa"].SelectMany(record => Tlsa(record, authority)))
            text.Append(CultureInfo.InvariantCulture, $"_{LabFolder.Port}._tcp.{animal.Name}.mx TLSA {data}\n");
        if (animal.Sts is not null)
            text.Append(CultureInfo.InvariantCulture, $"_mta-sts.{animal.Name} TXT \"v=STSv1; id=1;\"\n")
                .Append(CultureInfo.InvariantCulture, $"mta-sts.{animal.Name} A {addressOf("policies")}\n");
        foreach (var record in animal.Said["rr"])
            text.Append(record.Replace("{postfix}", addressOf("postfix"), StringComparison.Ordinal)).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<string> Tlsa(string record, LabAuthority authority)
    {
        var words = record.Split(' ');
        var (parameters, what) = (string.Join(' ', words[..3]), words[3]);
        if (what == "many")
            return Enumerable.Range(0, 59).Select(n => $"{parameters} {Convert.ToHexStringLower(SHA256.HashData([(byte)n]))}");
        if (what.Length == ChangedOnTheWay.Length) return [record];
        var plus = what.IndexOf('+', StringComparison.Ordinal);
        var (name, above) = plus < 0 ? (what, 0) : (what[..plus], int.Parse(what[plus..], CultureInfo.InvariantCulture));
        return [$"{parameters} {authority.Tlsa(Number(words[1]), Number(words[2]), name, above)}"];
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static List<Animal> Read(IEnumerable<string> lines)
    {
        var animals = new List<(string Name, List<(string Word, string Text)> Said)>();
        foreach (var line in lines.Where(static line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] != ' ')
            {
                animals.Add((line, []));
                continue;
            }

            var said = line.Trim();
            var end = said.IndexOf(' ', StringComparison.Ordinal);
            animals[^1].Said.Add((said[..end], said[end..].Trim()));
        }

        return [.. animals.Select(static animal =>
            new Animal(animal.Name, animal.Said.ToLookup(static line => line.Word, static line => line.Text)))];
    }
}
