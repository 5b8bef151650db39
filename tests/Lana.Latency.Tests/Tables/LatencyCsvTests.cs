using System.Text;
using Lana.Candidates;
using Lana.Models;
using Lana.Networks;

namespace Lana.Tables;

public sealed class LatencyCsvTests : IDisposable
{
    private static readonly NetworkDefinition Teacher = EfficientNet.Define(
        NetworkOptions.Compound(-4) with { Resolution = 28, InputChannels = 1, Classes = 10 });

    private static readonly SearchSpace SearchSpace = SearchSpace.Named("identity", "efn_e1_k3");

    private readonly Scratch _scratch = new();

    private string Path => _scratch.File("table.csv");

    private static IEnumerable<string> Rows => Teacher.Layers.SelectMany((layer, index) => SearchSpace.For(layer)
        .Where(operation => operation.Name != "identity")
        .Select(operation => $"{layer.Name},{operation.Name},{(operation.Name == "teacher" ? "0.5" : "0.25")}"));

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", false)]
    [InlineData("\n", true)]
    public void Read_EveryPair_GivesACompleteTable(string lineEnd, bool byteOrderMark)
    {
        var text = string.Join(lineEnd, [LatencyCsv.Header, "*,constant,1.5", .. Rows]);
        File.WriteAllText(Path, text, new UTF8Encoding(byteOrderMark));

        var table = Read();

        Assert.True(table.IsComplete);
        Assert.Equal(Teacher.Layers.Sum(layer => SearchSpace.For(layer).Count), table.Count);
        Assert.Equal(1.5, table.ConstantMs);
        Assert.Equal(1.5 + (0.5 * Teacher.Layers.Length), table.TeacherMs, 9);
        Assert.Equal(0.25, table.Find(new(Teacher.Layers[^1].Name, "efn_e1_k3"))!.LatencyMs);
    }

    [Theory]
    [InlineData(";", "\r\n", "\"")]
    [InlineData("\t", "\r", "")]
    [InlineData(" | ", "\n", "\"")]
    public void Read_OtherDialects_GiveTheSameTable(string delimiter, string lineEnd, string quote)
    {
        string Rewritten(string row) => string.Join(delimiter, row.Split(',').Select(field => quote + field + quote));
        Write([.. Rows, "*,teacher,20.125"]);
        var expected = Read();
        string[] lines =
        [
            "# phone, cold", Rewritten("Layer,OPERATION,Latency_ms"), "", .. Rows.Select(Rewritten), Rewritten("*,teacher,20.125"),
        ];
        File.WriteAllText(Path, string.Join(lineEnd, lines), Encoding.Unicode);

        var table = Read();

        Assert.Equal(
            expected.Entries.Select(entry => (entry.Key, entry.LatencyMs)),
            table.Entries.Select(entry => (entry.Key, entry.LatencyMs)));
        Assert.Equal((expected.TeacherMs, expected.ConstantMs), (table.TeacherMs, table.ConstantMs));
    }

    [Fact]
    public void Read_WholeTeacher_GivesTheConstant()
    {
        Write([.. Rows, "*,teacher,20"]);

        Assert.Equal(20.0 - (0.5 * Teacher.Layers.Length), Read().ConstantMs, 9);
    }

    [Fact]
    public void Read_WhatWriteWroteOfATeacherThatIsNotKnown_IsRead()
    {
        Write([.. Rows, "*,teacher,20.125"]);
        var table = Read();
        var unknown = new LatencyTable(
            table.Profile, default, table.Network, table.NetworkFingerprint, table.Layers, 0.0, table.ConstantMs, table.Entries);

        LatencyCsv.Write(unknown, Path + "2");

        Assert.Equal(table.TeacherMs, LatencyCsv.Read(Path + "2", Teacher, SearchSpace, SomeTable.Profile).TeacherMs, 9);
    }

    [Fact]
    public void Read_WhatWriteWrote_IsEqual()
    {
        Write([.. Rows, "*,teacher,20.125"]);
        var table = Read();

        LatencyCsv.Write(table, Path + "2");
        var again = LatencyCsv.Read(Path + "2", Teacher, SearchSpace, SomeTable.Profile);

        Assert.Equal(
            table.Entries.Select(entry => (entry.Key.Layer, entry.Key.Operation, entry.LatencyMs)),
            again.Entries.Select(entry => (entry.Key.Layer, entry.Key.Operation, entry.LatencyMs)));
        Assert.Equal((table.TeacherMs, table.ConstantMs), (again.TeacherMs, again.ConstantMs));
    }

    [Theory]
    [InlineData("blocks.0.0,efn_e1_k3,-1", "line 2 gives -1 ms")]
    [InlineData("blocks.0.0,efn_e1_k3,0", "line 2 gives 0 ms")]
    [InlineData("blocks.0.0,efn_e1_k3,NaN", "line 2 gives NaN")]
    [InlineData("blocks.0.0,efn_e1_k3,Infinity", "line 2 gives Infinity")]
    [InlineData("blocks.0.0,efn_e1_k3,1e300", "line 2 gives 1E+300")]
    [InlineData("blocks.0.0,efn_e1_k3,1000001", "line 2 gives 1000001 ms")]
    [InlineData("blocks.0.0,efn_e1_k3,fast", "line 2 has 'fast'")]
    [InlineData("blocks.0.0,efn_e1_k3,0,5", "line 2 has 4 fields, the header has 3: is ',' a decimal comma")]
    [InlineData("blocks.0.0,efn_e1_k3,\"0,5\"", "write 0.5, not 0,5")]
    [InlineData("blocks.0.0;efn_e1_k3;0.5", "line 2 has 1 fields, the header has 3: are its columns separated by semicolons")]
    [InlineData("blocks.0.0,,0.5", "line 2 has nothing in the column 'operation'")]
    [InlineData("blocks.0.0,efn_e1_k3,", "line 2 has no number in the column 'latency_ms'")]
    [InlineData("blocks.0.0,\"efn_e1_k3,0.5", "line 2 opens a quote")]
    [InlineData("#blocks.0.0,efn_e1_k3,0.5", "line 2 begins with '#'")]
    [InlineData("layer1.0,efn_e1_k3,0.5", "line 2 speaks of layer 'layer1.0'")]
    [InlineData("blocks.0.0,teacher,0.5", "a second time, after line 2")]
    public void Read_BadRow_NamesTheLine(string row, string named)
    {
        Write([row, .. Rows]);

        var failure = Assert.Throws<DamagedFileException>(Read);

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.Contains(Path, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingOperation_NamesThePair()
    {
        Write([.. Rows.SkipLast(1)]);

        var failure = Assert.Throws<DamagedFileException>(Read);

        Assert.Contains("operation 'efn_e1_k3' in layer " +
            $"'{Teacher.Layers[^1].Name}'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingOperationAllowed_LeavesItOut()
    {
        Write([.. Rows.SkipLast(1)]);

        var table = LatencyCsv.Read(Path, Teacher, SearchSpace, SomeTable.Profile, allowMissing: true);

        Assert.Null(table.Find(new(Teacher.Layers[^1].Name, "efn_e1_k3")));
        Assert.False(table.IsComplete);
    }

    [Fact]
    public void Read_MissingTeacherOperation_IsNeverAllowed()
    {
        Write([.. Rows.Skip(1)]);

        Assert.Throws<DamagedFileException>(
            () => LatencyCsv.Read(Path, Teacher, SearchSpace, SomeTable.Profile, allowMissing: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("blocks.0.0,teacher,0.5")]
    [InlineData("layer operation latency_ms")]
    [InlineData("layer,operation,ms")]
    [InlineData("layer,operation,latency_ms,unit")]
    public void Read_NoHeader_SaysWhatIsExpected(string first)
    {
        File.WriteAllText(Path, first);

        Assert.Contains(LatencyCsv.Header, Assert.Throws<DamagedFileException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NotText_NamesTheLine()
    {
        File.WriteAllBytes(Path, [.. Encoding.UTF8.GetBytes(LatencyCsv.Header + "\nblocks.0.0,"), 0xFF, 0xC0, 0x80]);

        Assert.Contains("UTF-8", Assert.Throws<DamagedFileException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EndlessLine_IsRefused()
    {
        File.WriteAllText(Path, LatencyCsv.Header + "\n" + new string('a', 1 << 20));

        Assert.Contains(
            "line 2 is longer", Assert.Throws<DamagedFileException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ManyRowsOfOtherOperations_KeepsOnlyTheSearchSpaces()
    {
        var others = Enumerable.Range(0, 20_000).Select(row => $"blocks.0.0,operation_{row},0.5");
        Write([.. Rows, .. others]);

        var table = Read();

        Assert.Equal(Teacher.Layers.Sum(layer => SearchSpace.For(layer).Count), table.Count);
        Assert.Equal(20_000, table.IgnoredRows);
    }

    private LatencyTable Read() => LatencyCsv.Read(Path, Teacher, SearchSpace, SomeTable.Profile);

    private void Write(IEnumerable<string> rows) =>
        File.WriteAllText(Path, string.Join('\n', [LatencyCsv.Header, .. rows, ""]));
}
