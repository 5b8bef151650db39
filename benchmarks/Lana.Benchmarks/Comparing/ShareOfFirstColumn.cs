using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Lana.Benchmarks.Comparing;

/// <summary>A file's median as a share of the first file's.</summary>
internal sealed class ShareOfFirstColumn : IColumn
{
    public string Id => nameof(ShareOfFirstColumn);

    public string ColumnName => "Of the first";

    public string Legend => "Median as a share of the first file's";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        var files = benchmarkCase.Descriptor.Type.GetCustomAttribute<OnnxFilesAttribute>()!.Files;
        var first = summary.BenchmarksCases.First(other =>
            other.Descriptor.Type == benchmarkCase.Descriptor.Type
            && other.Job.Id == benchmarkCase.Job.Id
            && $"{other.Parameters[nameof(OnnxComparison.Model)]}" == $"{OnnxFile.Find(files[0])}");
        return Median(summary, benchmarkCase) / Median(summary, first) is { } share
            ? share.ToString("0.000", CultureInfo.InvariantCulture)
            : "?";
    }

    private static double? Median(Summary summary, BenchmarkCase benchmark) =>
        summary[benchmark]?.ResultStatistics?.Median;
}
