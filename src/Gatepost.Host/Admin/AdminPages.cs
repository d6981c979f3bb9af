using System.Text.Json.Serialization.Metadata;
using Gatepost.Host.Desk;
using Gatepost.Host.Output;
using Gatepost.Protocols.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatepost.Host.Admin;

/// <summary>
/// What the program serves over HTTP: health and metrics on loopback for whoever asks; the desk only on the socket in the data
/// folder, which only its owner can open.
/// </summary>
internal sealed partial class AdminPages(Health health, IDesk desk, ILogger<AdminPages> logger)
{
    public void Map(WebApplication app)
    {
        app.MapGet("/health/live", Live);
        app.MapGet("/health/ready", Ready);
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapPost("/desk/queue", context =>
            AnswerAsync(context, DeskJson.Default.QueueFilter, DeskJson.Default.IReadOnlyListQueueRow, desk.ListAsync));
        app.MapPost("/desk/ledger", context =>
            AnswerAsync(context, DeskJson.Default.LedgerQuery, DeskJson.Default.IReadOnlyListLedgerRow, desk.QueryAsync));
        app.MapPost("/desk/report", context =>
            AnswerAsync(context, DeskJson.Default.ReportQuery, DeskJson.Default.Report, desk.ReportAsync));
        app.MapPost("/desk/rehearsal", context =>
            AnswerAsync(context, DeskJson.Default.RehearsalQuery, DeskJson.Default.Rehearsal, desk.RehearseAsync));
        app.MapPost("/desk/summary", context => AnswerAsync(
            context, DeskJson.Default.SummaryQuery, DeskJson.Default.IReadOnlyListSummaryLine, desk.SummarizeAsync));
        app.MapPost("/desk/order", context =>
            AnswerAsync(context, DeskJson.Default.QueueOrder, DeskJson.Default.OrderResult, OrderAsync));
    }

    private static Task Live(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("live\n", context.RequestAborted);
    }

    private Task Ready(HttpContext context)
    {
        var report = health.Look();
        context.Response.StatusCode = report.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(ShownJson.Format(report, AdminJson.Default) + "\n", context.RequestAborted);
    }

    private async Task<OrderResult> OrderAsync(QueueOrder order, CancellationToken cancellationToken)
    {
        var entries = await desk.ApplyAsync(order, cancellationToken);
        if (order.Waiver is { } waiver)
        {
            var named = string.Join(", ", order.Filter.Ids ?? []);
            LogWaiver(named, entries, PeerText.Escape(waiver.By), PeerText.Escape(waiver.Reason));
        }
        else if (order.Word is { } word) LogDrop(entries, PeerText.Escape(word, 400));
        else LogOrder(order.Action, entries);

        return new OrderResult(entries);
    }

    private async Task AnswerAsync<TQuestion, TAnswer>(
        HttpContext context, JsonTypeInfo<TQuestion> questionType, JsonTypeInfo<TAnswer> answerType,
        Func<TQuestion, CancellationToken, Task<TAnswer>> answer)
    {
        if (context.Features.Get<DeskSocket>() is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            var question = await context.Request.ReadFromJsonAsync(questionType, context.RequestAborted);
            await context.Response.WriteAsJsonAsync(
                await answer(question!, context.RequestAborted), answerType, cancellationToken: context.RequestAborted);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            LogDeskFailed(context.Request.Path, e);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    [LoggerMessage(HostEvents.DeskOrder, LogLevel.Information, "an operator's {Action} was done to {Entries} entries")]
    private partial void LogOrder(Spool.QueueAction action, int entries);

    [LoggerMessage(HostEvents.PolicyWaived, LogLevel.Warning,
        "{QueueIds}: may go once without the encryption that is demanded ({Entries} entries), by order of {By}: {Reason}")]
    private partial void LogWaiver(string queueIds, int entries, string by, string reason);

    [LoggerMessage(HostEvents.EntriesDropped, LogLevel.Warning, "{Entries} entries were {Word}; the ledger names each")]
    private partial void LogDrop(int entries, string word);

    [LoggerMessage(HostEvents.DeskFailed, LogLevel.Error, "an operator's request {Path} failed")]
    private partial void LogDeskFailed(string path, Exception exception);
}
