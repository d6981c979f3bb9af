using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Serialization.Metadata;
using Gatepost.Host.Admin;
using Gatepost.Host.CommandLine;
using Gatepost.Ledger;
using Gatepost.Reporting;
using Gatepost.Spool;

namespace Gatepost.Host.Desk;

/// <summary>
/// The desk of a running server, over the socket in its data folder: whoever may open the socket may give orders.
/// </summary>
internal sealed class RemoteDesk : IDesk
{
    private readonly HttpClient _http;

    private RemoteDesk(HttpClient http) => _http = http;

    /// <summary>Null: nobody answers at the socket.</summary>
    public static async Task<RemoteDesk?> ConnectAsync(string socketPath, CancellationToken cancellationToken)
    {
        if (!File.Exists(socketPath)) return null;
        var http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), token);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        })
        { BaseAddress = new Uri("http://gatepost/") };
        try
        {
            using var answer = await http.GetAsync(new Uri("health/live", UriKind.Relative), cancellationToken);
            return new RemoteDesk(http);
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied })
        {
            http.Dispose();
            throw new Trouble(
                $"the running server's socket {socketPath} may not be opened: run this as the user that runs gatepost",
                ExitCode.Unavailable);
        }
        catch (HttpRequestException)
        {
            http.Dispose();
            return null;
        }
    }

    public Task<IReadOnlyList<QueueRow>> ListAsync(QueueFilter filter, CancellationToken cancellationToken) =>
        AskAsync("desk/queue", filter, DeskJson.Default.QueueFilter, DeskJson.Default.IReadOnlyListQueueRow, cancellationToken);

    public async Task<int> ApplyAsync(QueueOrder order, CancellationToken cancellationToken) =>
        (await AskAsync("desk/order", order, DeskJson.Default.QueueOrder, DeskJson.Default.OrderResult,
            cancellationToken)).Entries;

    public Task<IReadOnlyList<LedgerRow>> QueryAsync(LedgerQuery query, CancellationToken cancellationToken) =>
        AskAsync("desk/ledger", query, DeskJson.Default.LedgerQuery, DeskJson.Default.IReadOnlyListLedgerRow, cancellationToken);

    public Task<Report> ReportAsync(ReportQuery query, CancellationToken cancellationToken) =>
        AskAsync("desk/report", query, DeskJson.Default.ReportQuery, DeskJson.Default.Report, cancellationToken);

    public Task<Rehearsal> RehearseAsync(RehearsalQuery query, CancellationToken cancellationToken) =>
        AskAsync("desk/rehearsal", query, DeskJson.Default.RehearsalQuery, DeskJson.Default.Rehearsal, cancellationToken);

    public Task<IReadOnlyList<SummaryLine>> SummarizeAsync(SummaryQuery query, CancellationToken cancellationToken) =>
        AskAsync("desk/summary", query, DeskJson.Default.SummaryQuery, DeskJson.Default.IReadOnlyListSummaryLine,
            cancellationToken);

    /// <summary>What the server says of its own health; null: it says nothing that can be read.</summary>
    public async Task<HealthReport?> HealthAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri("health/ready", UriKind.Relative), cancellationToken);
        return await answer.Content.ReadFromJsonAsync(AdminJson.Default.HealthReport, cancellationToken);
    }

    /// <summary>Its metrics, as Prometheus reads them.</summary>
    public Task<string> MetricsAsync(CancellationToken cancellationToken) =>
        _http.GetStringAsync(new Uri("metrics", UriKind.Relative), cancellationToken);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<TAnswer> AskAsync<TQuestion, TAnswer>(
        string path, TQuestion question, JsonTypeInfo<TQuestion> questionType, JsonTypeInfo<TAnswer> answerType,
        CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync(
            new Uri(path, UriKind.Relative), question, questionType, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new Trouble($"the running server answered {(int)answer.StatusCode}: its log says why", ExitCode.Unavailable);
        }

        return await answer.Content.ReadFromJsonAsync(answerType, cancellationToken)
            ?? throw new Trouble("the running server answered nothing: it may be of another version", ExitCode.Unavailable);
    }
}
