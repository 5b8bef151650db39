using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lana.Pipeline;

namespace Lana.Reporting;

[Collection(TorchCollection.Name)]
public sealed class AccelerationReportTests
{
    [Fact]
    public void SaveReport_WholeResult_HasEveryPart()
    {
        var page = Save(SomeResult.Everything());

        Assert.Contains("takes 0.400 ms instead of 1.000 ms", page, StringComparison.Ordinal);
        Assert.Contains("within the budget of 0.450 ms", page, StringComparison.Ordinal);
        Assert.Contains("88.00 % instead of 90.00 %", page, StringComparison.Ordinal);
        Assert.Equal(
            ["accuracy", "layers", "predictions", "pretraining", "trials", "finetuning"],
            Regex.Matches(page, "<svg id=\"([a-z]+)\"").Select(match => match.Groups[1].Value));
        Assert.All(
            ["inherit_w0.5", "fine-tuning", "FineTuningOptions.Epochs", "onnxruntime 1.0", "plain, scaled", "a note"],
            text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Fact]
    public void SaveReport_LeastResult_LeavesOutWhatIsNotKnown()
    {
        using var result = SomeResult.Create() with { Pool = [], TrialSearch = null, FineTuningCurve = [], StageSeconds = new Dictionary<string, double>() };

        var page = Save(null, result);

        Assert.Equal(
            ["layers", "predictions"], Regex.Matches(page, "<svg id=\"([a-z]+)\"").Select(match => match.Groups[1].Value));
        Assert.Contains("not measured", page, StringComparison.Ordinal);
    }

    [Fact]
    public void SaveReport_NamesWithMarkup_AreEscaped()
    {
        const string Markup = "<script>alert(1)</script>";

        var page = Save(SomeResult.Everything() with { Title = Markup, Networks = [new ReportedNetwork(Markup, 0.5, 0.5)] });

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void SaveReport_Page_IsWellFormedAndLoadsNothing()
    {
        var page = Save(SomeResult.Everything());

        var body = XDocument.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..^"</html>".Length]);

        Assert.Equal(6, body.Descendants().Count(element => element.Name.LocalName == "svg"));
        Assert.DoesNotMatch("(src|href)=\"(?!#)", page);
        Assert.DoesNotContain("url(http", page, StringComparison.Ordinal);
        var ids = body.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData(1.1, 0.5)]
    [InlineData(double.NaN, 0.5)]
    [InlineData(0.5, 0.0)]
    public void SaveReport_ImpossibleNumber_IsRefused(double accuracy, double latencyMs)
    {
        using var scratch = new Scratch();
        using var result = SomeResult.Create();
        var options = new AccelerationReportOptions { Networks = [new ReportedNetwork("other", latencyMs, accuracy)] };

        Assert.Throws<ArgumentException>(() => result.SaveReport(scratch.File("report.html"), options));
        Assert.False(File.Exists(scratch.File("report.html")));
    }

    private static string Save(AccelerationReportOptions? options, AccelerationResult? result = null)
    {
        using var scratch = new Scratch();
        using var owned = result ?? SomeResult.Create();
        owned.SaveReport(scratch.File("report.html"), options);
        return File.ReadAllText(scratch.File("report.html"));
    }
}
