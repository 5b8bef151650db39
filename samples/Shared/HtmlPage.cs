using System.Text;

namespace Samples;

/// <summary>The beginning of a report: one file, no script, nothing to load.</summary>
internal static class HtmlPage
{
    private const string Style =
        "body{font:15px system-ui;max-width:60em;margin:2em auto;padding:0 1em}td,th{padding:.2em .8em;text-align:right}" +
        "td:first-child,th:first-child{text-align:left}.bar{height:.7em;border-radius:2px}.t{background:#9aa7b5}.s{background:#2f7d4f}" +
        "text{font:12px system-ui}";

    public static StringBuilder Begin(string sample, string heading) => new(
        $"<!doctype html><meta charset=\"utf-8\"><title>Lana: {sample}</title><style>{Style}</style><h1>{heading}</h1>");
}
