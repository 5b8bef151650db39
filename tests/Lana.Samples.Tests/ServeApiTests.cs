using System.Net;
using Lana.Data;
using Lana.Export;
using Lana.Fuzzing;
using Lana.Networks;

namespace Lana.Samples;

/// <summary>What ServeStudent answers to a program.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ServeApiTests(ServedStudent student) : IClassFixture<ServedStudent>
{
    private const float Tolerance = 1e-4f;

    public static TheoryData<string, ImageFolderOptions> Preprocessings => new()
    {
        { "", new ImageFolderOptions() },
        {
            "--fit stretch --colour bgr",
            new ImageFolderOptions { Fit = ImageFit.Stretch, ChannelOrder = ImageChannelOrder.Bgr }
        },
        {
            "--fit letterbox --letterbox-fill 20 --scale 1",
            new ImageFolderOptions { Fit = ImageFit.Letterbox, LetterboxFill = 20, Scale = 1.0 }
        },
        {
            "--crop-share 0.875 --mean 0.5 --deviation 0.2,0.3,1/4",
            new ImageFolderOptions { CropShare = 0.875, Mean = [0.5f], StandardDeviation = [0.2f, 0.3f, 0.25f] }
        },
    };

    [Fact]
    public async Task Healthz_StudentThatRuns_IsHealthy() =>
        Assert.Equal("Healthy", await student.Client.GetStringAsync("healthz", TestContext.Current.CancellationToken));

    [Fact]
    public async Task Model_Student_IsDescribed()
    {
        var model = await Answers.ReadAsync(await student.Client.GetAsync("model", TestContext.Current.CancellationToken));

        Assert.Equal("student.onnx", (string?)model["file"]);
        Assert.Equal("input: Float [-1, 3, 32, 32]", (string?)model["inputs"]![0]);
        Assert.Equal("output: Float [-1, 10]", (string?)model["outputs"]![0]);
    }

    [Fact]
    public async Task Predict_Image_NamesTheMostProbableClasses()
    {
        var image = Images.Png(ServedStudent.Side, ServedStudent.Side);
        var logits = Oracle.Outputs(student.Model, image, new ImageFolderOptions { Size = ServedStudent.Side }).Single();
        var sum = logits.Sum(logit => Math.Exp(logit));

        var answer = await Answers.ReadAsync(await Answers.PostAsync(student.Client, image));

        var classes = answer["outputs"]![0]!["classes"]!.AsArray();
        var expected = logits.Index().OrderByDescending(logit => logit.Item).Take(3).ToList();
        Assert.Equal(expected.Select(one => one.Index), classes.Select(one => (int)one!["index"]!));
        Assert.Equal(expected.Select(one => $"thing <{one.Index}>"), classes.Select(one => (string?)one!["label"]));
        Assert.All(expected.Zip(classes), pair =>
            Assert.Equal(Math.Exp(pair.First.Item) / sum, (double)pair.Second!["probability"]!, Tolerance));
        Assert.True((double)answer["latencyMs"]! > 0.0);
    }

    [Theory]
    [MemberData(nameof(Preprocessings), DisableDiscoveryEnumeration = true)]
    public async Task Predict_AnyPreprocessing_EqualsThatOfTraining(string words, ImageFolderOptions options)
    {
        await using var served = await ServeProcess.StartAsync(["--model", student.Model, .. Words(words)]);
        byte[][] images =
        [
            Images.Png(32, 32), Images.Png(19, 7), Images.Png(61, 200), .. JpegSeeds.All.Take(5).Select(Convert.FromBase64String),
        ];

        foreach (var image in images)
        {
            var expected = Oracle.Outputs(student.Model, image, options with { Size = ServedStudent.Side });
            Assert.Equal(expected.Single(), (await Answers.OutputsAsync(served.Client, image)).Single(), Equal);
        }
    }

    [Fact]
    public async Task Predict_SeveralOutputs_GivesTheNumbersOfEach()
    {
        var model = Path.Combine(student.Folder, "skip.onnx");
        using (var network = SkipNetwork.Define(new FeatureShape(1, 12, 16)).Build(seed: 2))
        {
            OnnxExporter.Export(network, model);
        }

        await using var served = await ServeProcess.StartAsync("--model", model, "--mean", "0.286", "--deviation", "0.353");
        var image = Images.Png(40, 40);

        var answers = await Answers.OutputsAsync(served.Client, image);

        var options = new ImageFolderOptions
        {
            Channels = 1,
            Size = new SpatialSize(12, 16),
            Mean = [0.286f],
            StandardDeviation = [0.353f],
        };
        Assert.Equal(2, answers.Length);
        Assert.All(Oracle.Outputs(model, image, options).Zip(answers), pair => Assert.Equal(pair.First, pair.Second, Equal));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Predict_AnyLayoutAndType_RunsAtTheGivenSize(bool isChannelsLast, bool isHalf)
    {
        var (height, width) = (5, isChannelsLast ? 6 : CopyModel.LastSide);
        var path = Path.Combine(student.Folder, $"copy-{isChannelsLast}-{isHalf}.onnx");
        var model = CopyModel.Write(path, isChannelsLast, isHalf);
        await using var served = await ServeProcess.StartAsync("--model", model, "--size", $"{height}x{width}");
        var image = Images.Png(30, 40);

        var answer = (await Answers.OutputsAsync(served.Client, image)).Single();

        var expected = Oracle.Input(image, new ImageFolderOptions { Size = new SpatialSize(height, width) }, isChannelsLast);
        Assert.Equal(expected, answer, (one, other) => Math.Abs(one - other) <= (isHalf ? 2e-3f : 1e-6f));
    }

    [Fact]
    public async Task Healthz_StudentThatDoesNotRun_IsUnhealthy()
    {
        var model = CopyModel.Write(Path.Combine(student.Folder, "copy.onnx"), isChannelsLast: false, isHalf: false);
        await using var served = await ServeProcess.StartAsync("--model", model, "--size", $"{CopyModel.LastSide + 1}");

        using var health = await served.Client.GetAsync("healthz", TestContext.Current.CancellationToken);
        using var prediction = await Answers.PostAsync(served.Client, Images.Png(4, 4));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, prediction.StatusCode);
        Assert.Equal("application/problem+json", prediction.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("text")]
    [InlineData("png cut short")]
    [InlineData("png of a wrong size")]
    [InlineData("png that inflates to far more")]
    [InlineData("jpeg cut short")]
    public async Task Predict_DamagedImage_IsRefusedWithAReason(string damage)
    {
        using var response = await Answers.PostAsync(student.Client, Damaged(damage));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await Answers.ReadAsync(response);
        Assert.Equal("The image cannot be read.", (string?)problem["title"]);
        Assert.NotEmpty((string)problem["detail"]!);
    }

    [Fact]
    public async Task Predict_FileAboveTheLimit_IsRefused()
    {
        using var response = await Answers.PostAsync(student.Client, new byte[(1 << 20) + 1]);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Predict_ManyAtOnce_AnswersEachOne()
    {
        var images = Enumerable.Range(1, 24).Select(side => Images.Png(side, side + 3)).ToList();
        var options = new ImageFolderOptions { Size = ServedStudent.Side };

        var answers = await Task.WhenAll(images.Select(image => Answers.OutputsAsync(student.Client, image)));

        Assert.All(images.Zip(answers), pair =>
            Assert.Equal(Oracle.Outputs(student.Model, pair.First, options).Single(), pair.Second.Single(), Equal));
    }

    [Theory]
    [InlineData("", "--model is missing")]
    [InlineData("--model none.onnx", "There is no file none.onnx")]
    [InlineData("--model MODEL --maen 0.5", "Unknown option 'maen'")]
    [InlineData("--model MODEL --mean 0.5,x,1", "--mean takes a number; got 'x'")]
    [InlineData("--model MODEL --mean 0.5,0.5", "Mean has 2 numbers for 3 channels")]
    [InlineData("--model MODEL --deviation 0", "finite and above 0")]
    [InlineData("--model MODEL --size 64", "--size: the student takes images of 32 pixels")]
    [InlineData("--model MODEL --fit contain", "contain")]
    [InlineData("--model MODEL --letterbox-fill 900", "--letterbox-fill is a whole number from 0 to 255")]
    [InlineData("--model MODEL --threads 0", "--threads is a whole number from 1")]
    [InlineData("--model ServeStudent.dll", "ServeStudent.dll")]
    [InlineData("--model MODEL --labels ServeStudent.runtimeconfig.json", "lines, and the student 10 classes")]
    public async Task Start_WrongOptions_SaysSoInOneLine(string words, string complaint)
    {
        var (exitCode, output) = await ServeProcess.RunAsync(
            [.. Words(words.Replace("MODEL", student.Model, StringComparison.Ordinal))]);

        Assert.Equal(1, exitCode);
        Assert.Contains(complaint, output, StringComparison.Ordinal);
        Assert.Single(output.Trim().Split('\n'));
    }

    [Fact]
    public void Output_OfTheSample_HasNoLibrariesOfTorch() => Assert.DoesNotContain(
        Directory.EnumerateFiles(ServeProcess.Folder, "*", SearchOption.AllDirectories),
        file => Path.GetFileName(file).StartsWith("libtorch", StringComparison.Ordinal));

    private static string[] Words(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static byte[] Damaged(string damage)
    {
        var png = Images.Png(20, 20);
        var jpeg = Convert.FromBase64String(JpegSeeds.All[0]);
        switch (damage)
        {
            case "empty":
                return [];
            case "text":
                return [.. "no image at all"u8];
            case "png cut short":
                return png[..(png.Length / 2)];
            case "png of a wrong size":
                png[18] = 0xFF;
                return png;
            case "png that inflates to far more":
                return Images.OversizedPng(4, 4, 64 << 20);
            default:
                return jpeg[..(jpeg.Length / 2)];
        }
    }

    private static bool Equal(float expected, float actual) =>
        Math.Abs(expected - actual) <= Tolerance * Math.Max(1f, Math.Abs(expected));
}
