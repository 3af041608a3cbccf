using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using Parcels;
using Serilog;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://*:5000");
builder.Host.UseSerilog((context, log) => log.ReadFrom.Configuration(context.Configuration));

builder.Services.AddDbContext<ParcelContext>(options =>
    options.UseNpgsql(builder.Configuration.GetConnectionString("Parcels")));
builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
    options.TokenValidationParameters = new TokenValidationParameters
    {
        IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(builder.Configuration["Jwt:SigningKey"]!)),
    });
builder.Services.AddSingleton<IWaitingLine, WaitingLine>();
builder.Services.AddScoped<Drawer>();
builder.Services.AddSingleton<IMailer, LoggedMailer>();
builder.Services.AddHostedService<Reminders>();

var app = builder.Build();
app.MigrateParcels();

app.MapGet("/healthz", () => "ok");
app.MapPost("/line", (string name, IWaitingLine line) => line.Join(name));
app.MapPost("/parcels/{id}/label", async (string id, HttpRequest request) =>
{
    using var reader = new StreamReader(request.Body);
    await File.WriteAllTextAsync(Path.Combine("labels", $"{id}.txt"), await reader.ReadToEndAsync());
});
app.MapPost("/parcels/{id}/sheet", async (string id, Drawer drawer) =>
{
    drawer.Put(id);
    var sheet = Path.Combine(Path.GetTempPath(), $"{id}.txt");
    await File.WriteAllTextAsync(sheet, id);
    return Results.File(sheet);
});
app.Run();
