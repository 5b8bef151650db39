using System.Collections.Concurrent;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace Lana.Samples;

/// <summary>A page of a browser, with what it complained about and asked for.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    /// <summary>A folder for pictures of the pages; usually there is none.</summary>
    private static readonly string? Screenshots = Environment.GetEnvironmentVariable("LANA_SCREENSHOTS");

    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly ConcurrentQueue<string> _requests = [];

    public WatchedPage(IPage page)
    {
        Page = page;
        page.DefaultTimeout = 120_000;
        page.Console += (_, happened) => Add(happened.Message.Type is ConsoleType.Error or ConsoleType.Warning, happened.Message.Text);
        page.PageError += (_, happened) => Add(true, happened.Message);
        page.Request += (_, happened) => _requests.Enqueue(happened.Request.Url);
    }

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and exceptions of scripts.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Every address that was requested, except data and images that the page itself has.</summary>
    public IEnumerable<string> Requests => _requests.Where(address =>
        !address.StartsWith("data:", StringComparison.Ordinal) && !address.StartsWith("blob:", StringComparison.Ordinal));

    /// <summary>Sets what the page is shown on: <c>light</c> or <c>dark</c>, a screen or paper.</summary>
    public async Task EmulateAsync(string scheme, MediaType media = MediaType.Screen)
    {
        // Each of the two calls takes the other one back; paper is always light.
        if (media == MediaType.Print)
        {
            await Page.EmulateMediaTypeAsync(media);
        }
        else
        {
            await Page.EmulateMediaFeaturesAsync(
                [new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme }]);
        }
    }

    /// <summary>Whether the page is wider than its window.</summary>
    public Task<bool> IsTooWideAsync() =>
        Page.EvaluateExpressionAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    /// <summary>Saves a picture if the environment variable <c>LANA_SCREENSHOTS</c> names a folder.</summary>
    public async Task SaveAsync(string name)
    {
        if (Screenshots is not null)
        {
            await Page.ScreenshotAsync(Path.Combine(Screenshots, $"{name}.png"), new ScreenshotOptions { FullPage = true });
        }
    }

    public async ValueTask DisposeAsync() => await Page.DisposeAsync();

    private void Add(bool isComplaint, string text)
    {
        if (isComplaint)
        {
            _complaints.Enqueue(text);
        }
    }
}
