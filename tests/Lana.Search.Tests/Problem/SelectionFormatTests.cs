namespace Lana.Problem;

public sealed class SelectionFormatTests
{
    [Fact]
    public void Json_WrittenAndRead_IsTheSameProblem()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var problem = Instances.Small(seed, withRules: true);

            var json = SelectionProblemJson.Write(problem);
            var read = SelectionProblemJson.Read(json);

            Assert.Equal(json, SelectionProblemJson.Write(read));
            Assert.Equal(problem.Costs.Select(cost => cost.Maximum), read.Costs.Select(cost => cost.Maximum));
        }
    }

    [Fact]
    public void ReadJson_Rules_HaveTheNamesOfTheForm()
    {
        var problem = SelectionProblemJson.Read("""
            {
              "layers": [{"name":"a","operations":["x","y"],"scores":[0,1]}, {"name":"b","operations":["x","y"],"scores":[0,1]}],
              "alike": [["a","b"]],
              "maximumDistinct": 2,
              "runLimits": [{"operation":"x","longest":1}],
              "pairTerms": [{"firstLayer":"a","firstOperation":"x","secondLayer":"b","secondOperation":"y","score":0.5}]
            }
            """);

        Assert.Equal(["a", "b"], Assert.Single(problem.Rules.Alike));
        Assert.Equal(2, problem.Rules.MaxDistinct);
        Assert.Equal(new RunLimit("x", 1), Assert.Single(problem.Rules.RunLimits));
        Assert.Equal(new PairTerm(new("a", "x"), new("b", "y"), 0.5), Assert.Single(problem.Rules.PairTerms));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"layers":null}""")]
    [InlineData("""{"layers":[{"name":"a","operations":["x"],"scores":[1],"scores":[2]}]}""")]
    [InlineData("""{"layers":[null]}""")]
    [InlineData("""{"layers":[{"name":"a","operations":["x"],"scores":[1,2]}]}""")]
    [InlineData("""{"layers":[{"name":"a","operations":["x"],"scores":[1]}],"surprise":1}""")]
    [InlineData("""{"layers":[{"name":"a","operations":["x"],"scores":[1]}],"costs":[{"name":"c","unit":"ms","values":[null]}]}""")]
    [InlineData("""{"layers":[{"name":"a","operations":["x"],"scores":[1]}],"costs":[{"name":"c","unit":"ms","values":[[1],[2]]}]}""")]
    public void ReadJson_Malformed_NamesTheFile(string json)
    {
        var exception = Assert.Throws<SelectionFormatException>(() => SelectionProblemJson.Read(json, "problem.json"));

        Assert.StartsWith("problem.json: ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"{0}")]
    [InlineData("layer,{0}\"")]
    [InlineData("\"layer\"{0}")]
    [InlineData("{0}")]
    public void ReadCsv_LongLineThatIsNoHeader_ShowsItsBeginningOnly(string line)
    {
        var csv = line.Replace("{0}", new string('x', 60_000), StringComparison.Ordinal);

        var exception = Assert.Throws<SelectionFormatException>(() => SelectionProblemCsv.Read(csv));

        Assert.InRange(exception.Message.Length, 1, 500);
    }

    [Fact]
    public void ReadCsv_ColumnsWithoutEnd_IsRefusedWithoutSplittingThem()
    {
        var csv = "layer,operation,score" + new string(',', 100_000);
        Assert.Throws<SelectionFormatException>(() => SelectionProblemCsv.Read(csv));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var exception = Assert.Throws<SelectionFormatException>(() => SelectionProblemCsv.Read(csv));

        Assert.Contains("line 1 is longer than 65536 characters", exception.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void ReadCsv_LongNameOfACost_IsNotCopiedForEveryNumber()
    {
        var rows = string.Concat(Enumerable.Range(0, 200).Select(layer => $"{layer},teacher,0,1\n"));
        var csv = $"layer,operation,score,{new string('c', 10_000)}\n{rows}";
        SelectionProblemCsv.Read(csv);
        var before = GC.GetAllocatedBytesForCurrentThread();

        SelectionProblemCsv.Read(csv);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public void ReadCsv_ScoresAndCosts_GivesTheProblem()
    {
        const string csv = """
            layer,operation,score,phone,memory [MB]
            *,,,0.5,10
            blocks.1,teacher,0,4,8
            blocks.1,efn,0.25,1.5,2
            blocks.0,teacher,0,3,8
            blocks.0,vit,,1,1
            """;

        var problem = SelectionProblemCsv.Read(csv);

        Assert.Equal(["blocks.1", "blocks.0"], problem.Layers.Select(layer => layer.Name));
        Assert.Equal([0.0, 0.25], problem.Layers[0].Scores);
        Assert.Equal(["teacher"], problem.Layers[1].Operations);
        Assert.Equal(("phone", "ms", 0.5), (problem.Costs[0].Name, problem.Costs[0].Unit, problem.Costs[0].Constant));
        Assert.Equal(("memory", "MB", 10.0), (problem.Costs[1].Name, problem.Costs[1].Unit, problem.Costs[1].Constant));
        Assert.Equal(7.5, problem.TotalCost("phone", "teacher"));
        Assert.Contains("'vit'", Assert.Single(problem.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void WriteCsv_AnyProblem_ReadsBackTheSame() => Assert.All(
        Enumerable.Range(0, 200).Select(seed => Instances.Small(seed)),
        problem =>
        {
            var read = SelectionProblemCsv.Read(SelectionProblemCsv.Write(problem));

            Assert.Equal(
                problem.Layers.Select(layer => (layer.Name, string.Join(' ', layer.Operations))),
                read.Layers.Select(layer => (layer.Name, string.Join(' ', layer.Operations))));
            Assert.Equal(problem.Layers.SelectMany(layer => layer.Scores), read.Layers.SelectMany(layer => layer.Scores));
            Assert.Equal(
                problem.Costs.Select(cost => (cost.Name, cost.Unit, cost.Constant)),
                read.Costs.Select(cost => (cost.Name, cost.Unit, cost.Constant)));
            Assert.Equal(
                problem.Costs.SelectMany(cost => cost.ValueArrays.SelectMany(values => values)),
                read.Costs.SelectMany(cost => cost.ValueArrays.SelectMany(values => values)));
        });

    [Theory]
    [InlineData("", "line 1 is not the header")]
    [InlineData("layer,score,operation\na,1,x", "line 1 is not the header")]
    [InlineData("layer,operation,score", "at least one layer")]
    [InlineData("layer,operation,score,ms\na,x,1", "line 2 has 3 fields, the header has 4")]
    [InlineData("layer,operation,score,ms\na,x,one,1", "line 2 has 'one' in the column 'score'")]
    [InlineData("layer,operation,score,ms\na,x,1,-1", "at least 0")]
    public void ReadCsv_Malformed_NamesTheLine(string csv, string expected)
    {
        var exception = Assert.Throws<SelectionFormatException>(() => SelectionProblemCsv.Read(csv, "scores.csv"));

        Assert.StartsWith("scores.csv", exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }
}
