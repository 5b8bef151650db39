using PuppeteerSharp;

namespace Lana.Samples;

/// <summary>The system's Chromium, started by the first test that opens a page.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IBrowser? _browser;

    /// <summary>Opens an empty page, or skips the test where there is no browser.</summary>
    public async Task<WatchedPage> OpenAsync(int width, int height = 900)
    {
        var path = Find();
        Assert.SkipWhen(path is null, $"there is no Chromium on the path ({string.Join(", ", Names)})");
        _browser ??= await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
            Timeout = 120_000,
        });
        var page = await _browser.NewPageAsync();
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = height });
        return new WatchedPage(page);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
