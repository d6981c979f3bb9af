using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gatepost.Interop.Lab;

/// <summary>How the page of a policy can be served wrongly.</summary>
internal static class PolicyPages
{
    /// <summary>A page by its name in lab/zoo.txt; empty: as it should be.</summary>
    public static RequestDelegate Find(string name, string policy) => name switch
    {
        "" or "certificate for another name" => context => WriteAsync(context, 200, "text/plain", Encoding.ASCII.GetBytes(policy)),
        "404" => context => WriteAsync(context, 404, "text/plain", Encoding.ASCII.GetBytes(policy)),
        "403" => context => WriteAsync(context, 403, "text/html", "<html>Forbidden</html>"u8.ToArray()),
        "redirect" => context => RedirectAsync(context, Encoding.ASCII.GetBytes(policy)),
        "junk" => context => WriteAsync(context, 200, "text/plain", RandomNumberGenerator.GetBytes(4096)),
        "byte order mark" => context => WriteAsync(context, 200, "text/plain", [0xEF, 0xBB, 0xBF, .. Encoding.ASCII.GetBytes(policy)]),
        "huge" => context => WriteForeverAsync(context, policy),
        "cut off" => context => WriteHalfAsync(context, Encoding.ASCII.GetBytes(policy)),
        _ when name.Contains('/', StringComparison.Ordinal) => context => WriteAsync(context, 200, name, Encoding.ASCII.GetBytes(policy)),
        _ => throw new ArgumentException($"lab/zoo.txt serves a policy {name}", nameof(name)),
    };

    private static Task WriteAsync(HttpContext context, int status, string type, byte[] body)
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    private static Task RedirectAsync(HttpContext context, byte[] policy)
    {
        context.Response.Headers.Location = $"https://{context.Request.Host}/elsewhere";
        return WriteAsync(context, 301, "text/plain", policy);
    }

    /// <summary>A policy that would be one, if anybody read it to its end.</summary>
    private static async Task WriteForeverAsync(HttpContext context, string policy)
    {
        await WriteAsync(context, 200, "text/plain", Encoding.ASCII.GetBytes(policy));
        var line = Encoding.ASCII.GetBytes($"mx: {new string('a', 4000)}\r\n");
        try
        {
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(line, context.RequestAborted);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // Nobody reads on.
        }
    }

    private static async Task WriteHalfAsync(HttpContext context, byte[] policy)
    {
        context.Response.ContentLength = policy.Length;
        await WriteAsync(context, 200, "text/plain", policy[..(policy.Length / 2)]);
        await context.Response.Body.FlushAsync();
        context.Abort();
    }
}
