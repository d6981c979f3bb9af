using Gatepost.Checks.Reports;
using Gatepost.Host.Output;
using Gatepost.Messages;

namespace Gatepost.Host.Check;

/// <summary>Hosts and addresses against the stages on the way to them.</summary>
internal sealed class Matrix(Prose prose)
{
    private const int Room = 24;

    private static readonly (CheckStage Stage, string Head)[] Columns =
    [
        (CheckStage.Dns, "DNS"), (CheckStage.Connect, "TCP"), (CheckStage.Greeting, "220"), (CheckStage.StartTls, "STLS"),
        (CheckStage.Handshake, "TLS"), (CheckStage.Certificate, "CERT"), (CheckStage.Dane, "DANE"), (CheckStage.MtaSts, "STS"),
        (CheckStage.Hello, "EHLO"),
    ];

    public void Print(IReadOnlyList<HostReport> hosts)
    {
        prose.Line(new Cell(new string(' ', Room)
            + string.Join(' ', Columns.Select(column => column.Head)) + "  reachable", "grey"));
        foreach (var host in hosts)
        {
            var preference = host.Preference is { } number ? $"{number} " : "";
            prose.Line(new Cell($"{preference}{host.Name}", "bold"), new Cell(host.IsProven ? "  (address proven)" : "", "grey"));
            foreach (var address in host.Addresses) Print(address);
        }
    }

    private void Print(AddressReport address)
    {
        var name = $"  {address.Address}";
        if (name.Length >= Room)
        {
            prose.Line(name);
            name = "";
        }

        var cells = new List<Cell> { name.PadRight(Room) };
        foreach (var (stage, head) in Columns)
        {
            var (text, colour) = Shown(address.Stages.First(report => report.Stage == stage).Mark);
            cells.Add(new(text.PadLeft(head.Length) + " ", colour));
        }

        cells.Add(new(" " + (address.Reachable?.Word() ?? "unknown"), DomainView.Colour(address.Reachable)));
        prose.Line([.. cells]);
    }

    private static (string Text, string Colour) Shown(StageMark mark) => mark switch
    {
        StageMark.Pass => ("ok", "green"),
        StageMark.Warn => ("!", "yellow"),
        StageMark.Fail => ("NO", "red"),
        _ => ("-", "grey"),
    };
}
