using Lana.Reporting;
using PuppeteerSharp.Media;

namespace Lana.Samples;

/// <summary>The report as a browser shows it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ReportPageTests(Chromium chromium)
{
    private static readonly string[] Charts = ["accuracy", "layers", "predictions", "pretraining", "trials", "finetuning"];

    private static readonly string[] Headings =
    [
        "Accuracy against latency",
        "Outputs on held-out images",
        "What was chosen in each layer",
        "Predicted and measured latency",
        "Pre-training",
        "Search by short fine-tunings",
        "Fine-tuning",
        "Time of each stage",
        "Environment",
    ];

    [Theory]
    [InlineData(1280, "light", MediaType.Screen)]
    [InlineData(768, "light", MediaType.Screen)]
    [InlineData(390, "light", MediaType.Screen)]
    [InlineData(1280, "dark", MediaType.Screen)]
    [InlineData(390, "dark", MediaType.Screen)]
    [InlineData(718, "light", MediaType.Print)]
    public async Task Report_OnAnyPage_ShowsEveryFigure(int width, string scheme, MediaType media)
    {
        using var scratch = new Scratch();
        await using var page = await OpenAsync(scratch, width, scheme, media);

        var charts = await page.Page.EvaluateFunctionAsync<Chart[]>(Chart.Script);
        var headings = await page.Page.EvaluateExpressionAsync<string[]>(
            "[...document.querySelectorAll('h2')].map(one => one.innerText)");
        var ink = await page.Page.EvaluateExpressionAsync<string>("getComputedStyle(document.body).color");

        await page.SaveAsync($"report-{width}-{scheme}-{media}");
        Assert.Equal(Headings, headings);
        Assert.Equal(Charts, charts.Select(chart => chart.Id));
        Assert.All(charts, chart =>
        {
            Assert.True(chart is { IsVisible: true, Width: > 300, Height: > 100, Marks: > 10 }, chart.ToString());
            Assert.NotEmpty(chart.Label);
            Assert.Empty(chart.Cut);
            Assert.Empty(chart.Overlapping);
            Assert.Equal(ink, chart.Ink);
        });
        Assert.Equal(scheme == "dark" ? "rgb(255, 255, 255)" : "rgb(0, 0, 0)", ink);
        Assert.False(await page.IsTooWideAsync());
    }

    [Fact]
    public async Task Report_Opened_ComplainsOfNothingAndLoadsNothing()
    {
        using var scratch = new Scratch();
        await using var page = await OpenAsync(scratch, 1280, "light", MediaType.Screen);

        Assert.Empty(page.Complaints);
        Assert.Equal([new Uri(scratch.File("report.html")).AbsoluteUri], page.Requests);
    }

    private async Task<WatchedPage> OpenAsync(Scratch scratch, int width, string scheme, MediaType media)
    {
        var page = await chromium.OpenAsync(width);
        using (var result = SomeResult.Create())
        {
            result.SaveReport(scratch.File("report.html"), SomeResult.Everything());
        }

        await page.EmulateAsync(scheme, media);
        await page.Page.GoToAsync(new Uri(scratch.File("report.html")).AbsoluteUri);
        return page;
    }
}
