namespace Lana.Problem;

/// <summary>CSV as people have it: read right, or refused with its line.</summary>
public sealed class SelectionCsvTests
{
    private const string Plain = """
        layer,operation,score,latency [ms],memory [MB]
        *,,,0.5,10
        blocks.1,teacher,0,4,8
        blocks.1,efn,0.25,1.5,2e-1
        blocks.0,teacher,-1.5,3,8
        """;

    [Fact]
    public void Read_EveryDialect_GivesTheEqualProblem()
    {
        var problem = Instances.Small(seed: 3);
        var plain = SelectionProblemCsv.Write(problem);
        var expected = SelectionProblemJson.Write(SelectionProblemCsv.Read(plain));

        Assert.All(CsvDialect.All(), dialect =>
            Assert.Equal(expected, SelectionProblemJson.Write(SelectionProblemCsv.Read(dialect.Rewrite(plain)))));
    }

    [Theory]
    [InlineData("sep=;\n")]
    [InlineData("\"sep=;\"\r\n")]
    [InlineData("\n\n;;;\n# exported\n")]
    public void Read_LinesBeforeTheHeader_ArePassedOver(string before) =>
        Assert.Single(SelectionProblemCsv.Read(before + "Layer;Operation;Score;ms\na;x;1;2").Layers);

    [Fact]
    public void Read_NamesInQuotes_AreKept()
    {
        var problem = SelectionProblemCsv.Read(
            "layer,operation,score,\"time, cold [ms]\"\n" +
            "\"a, b\",\"say \"\"x\"\"\",1,2\n" +
            "\"#c\",y,1,2");

        Assert.Equal(["a, b", "#c"], problem.Layers.Select(layer => layer.Name));
        Assert.Equal(["say \"x\""], problem.Layers[0].Operations);
        Assert.Equal(("time, cold", "ms"), (problem.Costs[0].Name, problem.Costs[0].Unit));
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void Read_OneWrongLine_IsRefusedWithTheFileAndTheLine(char delimiter)
    {
        var lines = Plain.Split('\n').Select(line => line.Replace(',', delimiter)).ToArray();
        var wrongLines = Enumerable.Range(1, lines.Length - 1)
            .SelectMany(line => Deviations(lines[line], delimiter), (line, wrong) => (line, wrong));
        foreach (var (line, wrong) in wrongLines)
        {
            string[] changed = [.. lines[..line], wrong, .. lines[(line + 1)..]];

            var failure = Record.Exception(() => SelectionProblemCsv.Read(string.Join('\n', changed), "scores.csv"));

            Assert.True(failure is SelectionFormatException, $"'{wrong}' was not refused: {failure}");
            Assert.StartsWith($"scores.csv: line {line + 1} ", failure.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("layer,operation,score,ms\na,x,0,5,1", "line 2 has 5 fields, the header has 4: is ',' a decimal comma")]
    [InlineData(
        "layer,operation,score,ms\na;x;1;2",
        "has 1 fields, the header has 4: are its columns separated by semicolons? Those of the header are by commas")]
    [InlineData("layer;operation;score;ms\na;x;0,5;1", "line 2 has '0,5' in the column 'score': with a decimal point")]
    [InlineData("layer;operation;score;ms\na;x;1;1,234", "line 2 has '1,234' in the column 'ms': with a decimal point")]
    [InlineData("layer,operation,score,ms\na,x,1,\"1,234.5\"", "line 2 has '1,234.5' in the column 'ms': with a decimal point")]
    [InlineData("layer;operation;score;ms\na;x;1;1 234", "line 2 has '1 234' in the column 'ms', where a number")]
    [InlineData("layer,operation,score,ms\na,x,1,2 ms", "line 2 has '2 ms' in the column 'ms', where a number")]
    [InlineData("layer,operation,score,ms\na,x,1,", "line 2 has no number in the column 'ms'")]
    [InlineData("layer,operation,score,ms\na,x,1,NaN", "line 2 has 'NaN' in the column 'ms'; a cost is")]
    [InlineData("layer,operation,score,ms\na,x,1,1e999", "line 2 has '1e999' in the column 'ms'; a cost is")]
    [InlineData("layer,operation,score,ms,\na,x,0,5,1", "line 2 has '1' in a column at the end, which has no name")]
    [InlineData("layer,operation,score,,ms\na,x,0,,1", "line 1 gives no name to column 4 of 5")]
    [InlineData("layer,operation,score,ms,ms [MB]\na,x,0,1,1", "line 1 has two columns for the cost 'ms'")]
    [InlineData("layer,operation,score,ms\n,x,0,1", "line 2 has nothing in the column 'layer'")]
    [InlineData("layer,operation,score,ms\na,,0,1", "line 2 has nothing in the column 'operation'")]
    [InlineData("layer,operation,score,ms\na,x,0,1\n\na,x,0,1", "line 4 gives operation 'x' in layer 'a' a second time")]
    [InlineData("layer,operation,score,ms\n*,,0.5,1\na,x,0,1", "line 2 gives '*' the score '0.5'")]
    [InlineData("layer,operation,score,ms\na,\"x,0,1", "line 2 opens a quote before 'x,0,1'")]
    [InlineData("layer,operation,score,ms\na,\"x\"y,0,1", "line 2 has 'y' after the quotes of the field 'x'")]
    [InlineData("layer,operation,score,ms\na,x\"y,0,1", "line 2 has a quote inside the field 'x\"y'")]
    [InlineData("layer,operation,score,ms\n#a,x,0,1", "line 2 begins with '#' and has as many fields as a row")]
    [InlineData("layer,operation,score,ms\na\uFFFD,x,0,1", "line 2 is not UTF-8 text")]
    [InlineData("layer operation score ms\na x 0 1", "line 1 is not the header 'layer,operation,score'")]
    [InlineData("layer:operation:score\na:x:0", "it is 'layer:operation:score'")]
    [InlineData("\n\na,x,0,1", "line 3 is not the header")]
    [InlineData("", "it is missing")]
    public void Read_WhatIsWrong_IsNamed(string csv, string expected)
    {
        var failure = Assert.Throws<SelectionFormatException>(() => SelectionProblemCsv.Read(csv, "scores.csv"));

        Assert.StartsWith("scores.csv: line ", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NamesThatNeedQuotes_AreReadBack()
    {
        string[] names = ["a,b", "say \"x\"", " x ", "#1", "a;b", "a\tb", "a|b", "\uFEFFa"];
        var problem = SelectionProblem.Create();
        foreach (var name in names)
        {
            problem.Layer(name, names, names.Select(_ => 0.5));
        }

        double[][] ones = [.. names.Select(_ => names.Select(_ => 1.0).ToArray())];
        problem.Cost("peak [hot], cold", "MB/s", ones, 0.5);

        var read = SelectionProblemCsv.Read(SelectionProblemCsv.Write(problem.Build()));

        Assert.Equal(names, read.Layers.Select(layer => layer.Name));
        Assert.All(read.Layers, layer => Assert.Equal(names, layer.Operations));
        Assert.Equal(("peak [hot], cold", "MB/s"), (read.Costs[0].Name, read.Costs[0].Unit));
    }

    [Theory]
    [InlineData("*", "cost", "ms")]
    [InlineData("a\nb", "cost", "ms")]
    [InlineData("a\rb", "cost", "ms")]
    [InlineData("a", "cost", "[ms")]
    [InlineData("a", " cost", "ms")]
    public void Write_NamesThatTheFormCannotTell_AreRefused(string layer, string cost, string unit)
    {
        var problem = SelectionProblem.Create().Layer(layer, ["x"], [0.0]).Cost(cost, unit, [[1.0]], 0.0).Build();

        Assert.Throws<ArgumentException>(() => SelectionProblemCsv.Write(problem));
    }

    private static IEnumerable<string> Deviations(string line, char delimiter)
    {
        var fields = line.Split(delimiter);
        string With(int column, string field) => string.Join(delimiter, fields.Select((old, i) => i == column ? field : old));
        yield return line + delimiter + "1";
        yield return line + delimiter;
        yield return string.Join(delimiter, fields[..^1]);
        yield return line.Replace(delimiter, delimiter == ';' ? '|' : ';');
        yield return line.Replace(delimiter, ' ');
        string[] numbers =
        [
            "0,5", "\"0,5\"", "1,234", "1.234,5", "1'234", "1 234.5", "1.2.3", "5 ms", "0x10", "½", "-1", "Infinity", "",
        ];
        foreach (var number in numbers)
        {
            yield return With(3, number);
        }

        yield return With(1, "\"open");
        yield return With(1, "\"a\"b");
        yield return With(1, "a\"b");
        yield return With(1, "a\uFFFD");
        yield return With(0, "#" + fields[0]);
        yield return With(2, fields[0] == "*" ? "1" : "worse");
        if (fields[0] != "*")
        {
            yield return With(0, " ");
            yield return With(1, "");
        }
    }
}
