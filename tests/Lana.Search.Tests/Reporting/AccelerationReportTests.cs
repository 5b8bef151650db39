using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lana.Definitions;
using Lana.Devices;
using Lana.Networks;
using Lana.Parity;
using Lana.Pipeline;
using Lana.Pool;
using Lana.Scoring;
using Lana.Selections;
using Lana.Tables;
using Lana.Trials;

namespace Lana.Reporting;

[Collection(TorchCollection.Name)]
public sealed class AccelerationReportTests
{
    private static readonly string[] Layers = ["blocks.0", "blocks.1", "blocks.2"];

    [Fact]
    public void SaveReport_WholeResult_HasEveryPart()
    {
        var page = Save(Everything());

        Assert.Contains("takes 0.400 ms instead of 1.000 ms", page, StringComparison.Ordinal);
        Assert.Contains("within the budget of 0.450 ms", page, StringComparison.Ordinal);
        Assert.Contains("88.00 % instead of 90.00 %", page, StringComparison.Ordinal);
        Assert.Equal(
            ["accuracy", "layers", "predictions", "pretraining", "trials"],
            Regex.Matches(page, "<svg id=\"([a-z]+)\"").Select(match => match.Groups[1].Value));
        Assert.All(
            ["inherit_w0.5", "fine-tuning", "FineTuningOptions.Epochs", "onnxruntime 1.0", "plain, scaled", "a note"],
            text => Assert.Contains(text, page, StringComparison.Ordinal));
    }

    [Fact]
    public void SaveReport_LeastResult_LeavesOutWhatIsNotKnown()
    {
        using var result = Result() with { Pool = [], TrialSearch = null, StageSeconds = new Dictionary<string, double>() };

        var page = Save(null, result);

        Assert.Equal(
            ["layers", "predictions"], Regex.Matches(page, "<svg id=\"([a-z]+)\"").Select(match => match.Groups[1].Value));
        Assert.Contains("not measured", page, StringComparison.Ordinal);
    }

    [Fact]
    public void SaveReport_NamesWithMarkup_AreEscaped()
    {
        const string Markup = "<script>alert(1)</script>";

        var page = Save(Everything() with { Title = Markup, Networks = [new ReportedNetwork(Markup, 0.5, 0.5)] });

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void SaveReport_Page_IsWellFormedAndLoadsNothing()
    {
        var page = Save(Everything());

        var body = XDocument.Parse(page[page.IndexOf("<body>", StringComparison.Ordinal)..^"</html>".Length]);

        Assert.Equal(5, body.Descendants().Count(element => element.Name.LocalName == "svg"));
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
        using var result = Result();
        var options = new AccelerationReportOptions { Networks = [new ReportedNetwork("other", latencyMs, accuracy)] };

        Assert.Throws<ArgumentException>(() => result.SaveReport(scratch.File("report.html"), options));
        Assert.False(File.Exists(scratch.File("report.html")));
    }

    private static string Save(AccelerationReportOptions? options, AccelerationResult? result = null)
    {
        using var scratch = new Scratch();
        using var owned = result ?? Result();
        owned.SaveReport(scratch.File("report.html"), options);
        return File.ReadAllText(scratch.File("report.html"));
    }

    private static AccelerationReportOptions Everything() => new()
    {
        Note = "a note",
        TeacherAccuracy = 0.90,
        StudentAccuracy = 0.88,
        Networks = [new ReportedNetwork("plain, scaled", 0.42, 0.86)],
    };

    private static AccelerationResult Result()
    {
        var chosen = Selection.Of(Layers, ["teacher", "identity", "inherit_w0.5"]);
        var measured = new MeasuredSelection(chosen, 0.5, 0.41, 0.40, 0.45, 2);
        return new AccelerationResult(
            Small().Build(),
            measured,
            new MeasuredLatency(1.0, 0.4, 0.45),
            new OnnxParityResult(1e-6, 1e-6, 1e-4, 10),
            Table(chosen),
            new ScoreTable("loss", "test", [.. Layers.Select(layer => new ScoreEntry(layer, "identity", 0.1))]),
            [
                new PoolEntry(new CandidateKey(Layers[2], "inherit_w0.5"), "f", 10, 0.5, 0.1, "hash"),
                new PoolEntry(new CandidateKey(Layers[2], "inherit_w0.25"), "f", 10, 0.8, 0.3, "hash"),
                new PoolEntry(new CandidateKey(Layers[1], "inherit_w0.25"), "f", 0, 0.0, 0.0, "", "it was dominated"),
            ],
            new Dictionary<string, double> { ["fine-tuning"] = 12.3 },
            "run")
        {
            TrialSearch = new TrialSearchResult(
                [
                    new SelectionTrial(chosen, 0.1, 0.5, 0.3),
                    new SelectionTrial(Selection.Of(Layers, ["teacher", "teacher", "identity"]), 0.2, 0.6, double.PositiveInfinity),
                ],
                [],
                measured),
            OutputAgreements = [new OutputAgreement("output", 0.1, 0.99, 0.95)],
            Settings = new Dictionary<string, string> { ["FineTuningOptions.Epochs"] = "5" },
        };
    }

    private static LatencyTable Table(Selection chosen) => new(
        new DeviceProfile("Test CPU", 2, "linux", "x64", "onnxruntime", "1.0", "cpu", 1, 1, "float32"),
        DateTimeOffset.UnixEpoch,
        "small",
        "fingerprint",
        Layers,
        1.0,
        0.1,
        [
            .. Layers.SelectMany(layer => new[]
            {
                new LatencyEntry(new CandidateKey(layer, "teacher"), 0.3, 0.001),
                new LatencyEntry(new CandidateKey(layer, "identity"), 0.0, 0.001),
                new LatencyEntry(new CandidateKey(layer, "inherit_w0.5"), 0.2, 0.001),
            }),
        ])
    {
        Networks = [new MeasuredNetwork(chosen, 0.5)],
    };

    private static NetworkDefinition Small() => new(
        "small",
        new FeatureShape(1, 8, 8),
        new Conv("stem", 4, 3),
        [.. Layers.Select(layer => new LayerDefinition(layer, new Conv("conv", 4, 3)))],
        new Chain(new GlobalPool(), new Linear("classifier", 3)));
}
