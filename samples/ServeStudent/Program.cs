using System.Text.Json.Serialization;
using Lana.Data;
using ServeStudent;
using Spectre.Console.Cli;

return await SampleApp.RunAsync<Serve>(args);

/// <summary>Serves a student over HTTP, with a page to try it on.</summary>
internal sealed class Serve : AsyncCommand<ServeSettings>
{
    public override async Task<int> ExecuteAsync(
        CommandContext context, ServeSettings settings, CancellationToken cancellationToken)
    {
        using var student = new Student(settings);
        var predictor = new Predictor(student, settings);

        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = settings.MaxUpload * 1048576L);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(student).AddHealthChecks().AddCheck<StudentHealth>("student");
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals);

        await using var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapHealthChecks("/healthz");
        app.MapGet("/", Page.Write);
        app.MapGet("/model", () => student.Description);
        app.MapPost("/predict", (Stream body, CancellationToken stop) => PredictAsync(predictor, body, stop));
        await app.RunAsync(cancellationToken);
        return 0;
    }

    private static async Task<IResult> PredictAsync(Predictor predictor, Stream body, CancellationToken cancellationToken)
    {
        try
        {
            using var file = new MemoryStream();
            await body.CopyToAsync(file, cancellationToken);
            return Results.Ok(predictor.Predict(file.ToArray()));
        }
        catch (InvalidDataSourceException broken)
        {
            return Results.Problem(broken.Message, statusCode: StatusCodes.Status400BadRequest, title: "The image cannot be read.");
        }
        catch (BadHttpRequestException refused)
        {
            return Results.Problem(refused.Message, statusCode: refused.StatusCode);
        }
    }
}
